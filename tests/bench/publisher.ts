import { fork } from "node:child_process";
import type { Host, Stand } from "#tests/bench/call-house.ts";
import type { Picture } from "#tests/demo/picture.ts";
import { openPicture } from "#tests/demo/picture.ts";
import type { Part } from "#tests/demo/media.ts";
import { publish } from "#tests/demo/media.ts";
import { sitDown } from "#tests/demo/seat.ts";
import { openVisitor } from "#tests/demo/visitor.ts";

const mark = "SIPARIO_BENCH_PUBLISH";
/** Whether this process is a bench's publisher, and not the bench itself. */
export const isPublisher = process.env[mark] !== undefined;

type Word = ({ do: "stand" } & Stand) | { do: "leave" };

/** Stands at an event as the demo's host does: a seat, a picture published and held, the press of *ready*. */
async function stand({ origin, cookie, eventId }: Stand, picture: Picture): Promise<() => Promise<void>> {
  const visitor = { ...openVisitor(origin, "en", "the bench's host"), cookie: () => `sipario=${cookie}` };
  const seat = await sitDown(visitor, { eventId, as: "staff" });
  const place = await seat.callPlace();
  if (!place) throw new Error("the house has no place in the call for its host");
  const lost = () => process.exit(3);
  const part: Part = await publish(place, { picture, framesPerSecond, bitsPerSecond: 800_000, volume: 0.16, onLost: lost });
  const ready = await seat.command("stage.ready", { isReady: true });
  if (!ready.ok) throw new Error(`the host is not ready: ${ready.reason}`);
  return async () => {
    await part.leave();
    seat.leave();
  };
}

const framesPerSecond = 30;
const paintedSeconds = 3;

/** A picture painted beforehand, to and fro, so that painting takes nobody's processor while it is measured. */
async function paint(): Promise<Picture> {
  const { width, height, frameAt } = await openPicture({ stills: ["stage-revealed.svg"], width: 640, height: 360 });
  const frames = Array.from({ length: framesPerSecond * paintedSeconds }, (_, at) => frameAt(at / framesPerSecond).slice());
  const [empty] = frames;
  if (!empty) throw new Error("nothing was painted");
  return {
    width, height,
    frameAt(seconds) {
      const at = Math.floor(seconds * framesPerSecond) % (2 * frames.length);
      return frames[at < frames.length ? at : 2 * frames.length - 1 - at] ?? empty;
    },
  };
}

/** The publisher's own process, small enough not to take the viewers' processor: it stands where it is told, one event after the other, and ends with its parent. */
export async function servePublisher(): Promise<never> {
  const picture = await paint();
  let leave = async () => {};
  process.on("disconnect", () => process.exit(0));
  process.on("message", async (word: Word) => {
    await leave();
    leave = word.do === "stand" ? await stand(word, picture) : async () => {};
    process.send?.(word.do);
  });
  process.send?.("here");
  return new Promise(() => {});
}

/** Starts the publisher, apart from the house, so that neither paints nor encodes in the other's time. Throws when it ends by itself. */
export async function openPublisher(bench: string): Promise<Host> {
  // The media client's native part speaks of addresses: it stays silent.
  const env = { ...process.env, [mark]: "1", RUST_LOG: "off" };
  const child = fork(process.argv[1] ?? "", [bench], { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const heard = () =>
    new Promise<void>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`the publisher ended by itself (${code})`));
      child.once("exit", ended);
      child.once("message", () => {
        child.off("exit", ended);
        resolve();
      });
    });
  await heard();
  const say = (word: Word) => {
    child.send(word);
    return heard();
  };
  return {
    stand: (where: Stand) => say({ do: "stand", ...where }),
    leave: () => say({ do: "leave" }),
    close: () => void child.kill("SIGKILL"), // a bench that ends otherwise ends it by the closed channel
  };
}
