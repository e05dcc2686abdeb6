import { emptyBody, proofHeader } from "#contracts/signed.ts";
import type { Knocker, Knocking } from "#server/drill/knocker.ts";

/** Whether somebody stands where they are meant to: at the door, before the agreement, in the room, removed. */
export async function isInPlace({ asker, shadow, house }: Pick<Knocking, "asker" | "shadow" | "house">, { who, jar, links, sign }: Knocker): Promise<boolean> {
  const { eventId, besideId, canaries } = shadow;
  const status = async (at: string) => (await asker.ask(at, jar)).status;
  switch (who) {
    case "stranger":
      return (await status(`/studio/events/${eventId}`)) === 302;
    case "uninvited":
      return (await status(`/room/${besideId}`)) === 200;
    case "beforeCode":
      return (await status(`/door/${links[0]}`)) === 200;
    case "beforeAgreement": {
      const { status: found, body } = await asker.ask(`/entry/${eventId}`, jar);
      return found === 200 && Object.values(canaries.agreement).some((word) => body.includes(word));
    }
    case "beforeReveal": {
      const at = `/room/${eventId}${sign ? "/open" : ""}`;
      const signed = sign ? { method: "POST" as const, headers: { [proofHeader]: await sign({ method: "POST", target: at, body: emptyBody }) } } : {};
      const { status: found, body } = await asker.ask(at, jar, signed);
      return found === 200 && body.includes(canaries.chat);
    }
    case "removed":
      return (await status(`/room/${eventId}`)) === 403;
    case "tablet":
      return (await house.sessions.visitorOf(jar.cookie)).sessionId !== null;
    case "analyst":
      return (await status(`/studio/events/${eventId}`)) === 200;
  }
}
