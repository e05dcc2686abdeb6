import { signedFetch } from "#app/keys/signed-fetch.ts";
import * as z from "#contracts/zod.ts";

const Said = z.object({ why: z.string() });

/**
 * Fills the shell of somebody's place by a signed request: what the house answers, is the page's. While a step is left at
 * the door the page goes there; it throws the one not found for everything else that is refused.
 */
export async function openByKey<T>(place: "room" | "greenroom", eventId: string): Promise<T> {
  const answer = await signedFetch(eventId, `/${place}/${eventId}/open`, { method: "POST" });
  const said: unknown = await answer.json().catch(() => null);
  if (answer.ok) return said as T;
  if (Said.safeParse(said).data?.why === "stepsLeft") {
    location.replace(`/entry/${eventId}?key=again`); // a page of its own: a redirect thrown while this one comes alive loses the root's data
    return new Promise(() => {});
  }
  if (said !== null && typeof said === "object" && "screen" in said) return said as T;
  throw new Response(null, { status: answer.status });
}
