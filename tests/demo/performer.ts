import type { Handshake } from "#contracts/news.ts";
import { followKeys } from "#tests/demo/call-keys.ts";
import type { Part } from "#tests/demo/media.ts";
import { publish } from "#tests/demo/media.ts";
import type { Picture } from "#tests/demo/picture.ts";
import type { Scene } from "#tests/demo/scene.ts";
import { persist, sleep } from "#tests/demo/scene.ts";
import type { DemoSeat } from "#tests/demo/seat.ts";
import { sitDown } from "#tests/demo/seat.ts";
import type { Visitor } from "#tests/demo/visitor.ts";

export interface Performing {
  eventId: string;
  as: Handshake["as"];
  openPicture(): Promise<Picture>;
  framesPerSecond: number;
  bitsPerSecond: number;
  volume: number;
  /** Hears what the house says of them: ready and held, on air, off again. */
  onAir(isOnAir: boolean): void;
  onReady(): void;
  /** What is veiled is shown from now on. */
  onShown?(): void;
}

/**
 * Stands on stage until the event is over: a seat, a picture published and held, the press of *ready*. Publishes anew when
 * the call moved or the line was lost for good.
 */
export async function perform(visitor: Visitor, wish: Performing, scene: Scene): Promise<void> {
  const { eventId, as, framesPerSecond, bitsPerSecond, volume } = wish;
  const picture = await wish.openPicture();
  while (!scene.isOver()) {
    let part: Part | null = null;
    let seat: DemoSeat | null = null;
    let isGone = false;
    let isLost = true;
    const stepDown = async () => {
      const leaving = part;
      part = null;
      await leaving?.leave().catch(() => {});
    };
    try {
      seat = await persist(() =>
        sitDown(visitor, {
          eventId,
          as,
          onChange: (changed) => changed.isShown() && wish.onShown?.(),
          onEnd(why) {
            isGone = true;
            if (why === "eventOver") scene.ended();
          },
        }),
      );
      if (seat.isShown()) wish.onShown?.();
      const keys = seat.isEncrypted() && seat.hasPicture() ? await followKeys(seat, true) : undefined;
      seat.wire.on("air.changed", ({ isOnAir }) => wish.onAir(isOnAir));
      seat.wire.on("call.moved", () => { isLost = true; });
      while (!isGone && !scene.isOver()) {
        if (isLost) {
          await stepDown();
          const place = await seat.callPlace();
          if (place) {
            isLost = false;
            part = await publish(place, { picture, framesPerSecond, bitsPerSecond, volume, onLost: () => { isLost = true; }, keys });
          }
          await seat.command("stage.ready", { isReady: true });
          wish.onReady();
        }
        await sleep(isLost ? 2000 : 500);
      }
    } catch (fault) {
      if (!scene.isOver()) scene.trouble("somebody on stage", fault);
    }
    await stepDown();
    seat?.leave(); // or the house keeps a place for somebody who sends nothing any more
    if (!scene.isOver()) await sleep(2000);
  }
}
