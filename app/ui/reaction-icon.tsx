import { FlowerTulipIcon } from "@phosphor-icons/react/dist/csr/FlowerTulip";
import { HandsClappingIcon } from "@phosphor-icons/react/dist/csr/HandsClapping";
import { HeartIcon } from "@phosphor-icons/react/dist/csr/Heart";
import { SparkleIcon } from "@phosphor-icons/react/dist/csr/Sparkle";
import type { Drawing } from "#app/ui/icon.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { Reaction } from "#contracts/reactions.ts";

const drawings = { bravo: HandsClappingIcon, love: HeartIcon, wonder: SparkleIcon, rose: FlowerTulipIcon } as const satisfies Record<Reaction, Drawing>;

/** The drawn sign of a reaction; its word stands beside it. */
export function ReactionIcon({ reaction }: { reaction: Reaction }) {
  return <Icon of={drawings[reaction]} />;
}
