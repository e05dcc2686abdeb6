import { ArmchairIcon } from "@phosphor-icons/react/dist/csr/Armchair";
import { useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import type { BeforeNow } from "#app/lobby/before.tsx";
import { BeforeLater } from "#app/lobby/before-later.tsx";
import { Button } from "#app/ui/button.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { Icon } from "#app/ui/icon.tsx";

/** In the lobby, over the closed cloth: who hosts, and one key to everything that can be seen to before it begins. */
export function LobbyKey({ before }: { before: BeforeNow }) {
  const t = useWords("room");
  const [isOpen, setOpen] = useState(false);
  const { hostedBy } = before.hosting;
  return (
    <div className="lobby-key">
      <Button size="work" className="chip" onClick={() => setOpen(true)}>
        <Icon of={ArmchairIcon} /> {t("lobby.key")}
      </Button>
      {hostedBy ? <p>{t("lobby.hostedBy", { host: hostedBy })}</p> : null}
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={t("lobby.title")}>
        <BeforeLater {...before} />
      </Dialog>
    </div>
  );
}
