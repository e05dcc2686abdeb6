import type { Level } from "#contracts/event.ts";
import { energyAt, pickReaction } from "#tests/demo/energy.ts";
import type { Direction } from "#tests/demo/director.ts";
import type { Evening } from "#tests/demo/orders.ts";
import { newPair, publicHalf, seatProof, signText } from "#tests/demo/own-key.ts";
import type { Scene } from "#tests/demo/scene.ts";
import { between, persist, sleep } from "#tests/demo/scene.ts";
import { sitDown } from "#tests/demo/seat.ts";
import type { Visitor } from "#tests/demo/visitor.ts";
import { openVisitor } from "#tests/demo/visitor.ts";

const ipad = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1 Safari/604.1";
interface Paired {
  prove(): Promise<string>;
  sign(eventId: string): Promise<string>;
}

/** Shows a code, has it confirmed in the studio, and answers how this tablet proves its key from then on. */
export async function pair(visitor: Visitor, boutiqueId: string, direction: Pick<Direction, "pair">): Promise<Paired> {
  const keys = await newPair();
  const publicKey = await publicHalf(keys);
  await (await visitor.get("/tablet")).text();
  const shown = await (await visitor.post("/tablet/pair.data", { publicKey })).text();
  const code = /"code"\s*[:,]\s*"([0-9A-Z]{8})"/.exec(shown)?.[1];
  if (!code) throw new Error("no code was shown");
  await direction.pair(code, boutiqueId);
  return {
    async prove() {
      const answer: unknown = await (await visitor.get("/tablet/challenge")).json();
      const challenge = typeof answer === "object" && answer !== null && "challenge" in answer ? String(answer.challenge) : "";
      return signText(keys, challenge);
    },
    sign: (eventId) => seatProof(visitor, keys, "/tablet/nonce", eventId),
  };
}

/** A tablet on a boutique's counter: paired once, then it stands there and people touch it. */
export async function standOnCounter({ boutiqueId, boutique }: Evening["tablets"][number], evening: { eventId: string; level: Level }, direction: Direction, scene: Scene, origin: string): Promise<void> {
  const { eventId, level } = evening;
  const visitor = openVisitor(origin, "en", ipad);
  try {
    const { prove, sign } = await persist(() => pair(visitor, boutiqueId, direction), 3, 3000);
    scene.tell({ told: "paired", key: scene.key, boutique });
    let isGone = false;
    const seat = await persist(() => sitDown(visitor, { eventId, prove, sign: level === "sealed" ? () => sign(eventId) : undefined, onEnd: () => { isGone = true; } }));
    while (!isGone && !scene.isOver()) {
      await sleep(between(300, 900));
      const seconds = scene.seconds();
      if (seconds === null || !seat.may("reaction.send") || Math.random() >= energyAt(seconds) * 0.7) continue;
      seat.wire.emit("reaction.send", { reaction: pickReaction(seconds) });
      scene.counts.reactions += 1;
    }
    seat.leave();
  } catch (fault) {
    if (!scene.isOver()) scene.trouble(`the tablet of ${boutique}`, fault);
  }
}
