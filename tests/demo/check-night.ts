import { boutiques, secondOwner, staff } from "#prisma/cast.ts";
import type { Launch } from "#tests/demo/launch.ts";
import type { Proofs } from "#tests/demo/proofs.ts";
import { expect } from "#tests/demo/proofs.ts";
import { setApp } from "#tests/demo/second-proof.ts";
import { sitDown } from "#tests/demo/seat.ts";
import { signIn } from "#tests/demo/sign-in.ts";
import { pair } from "#tests/demo/tablet.ts";
import type { Visitor } from "#tests/demo/visitor.ts";
import { openVisitor } from "#tests/demo/visitor.ts";

const why = "the check looks at the sealed evening";

/** A tablet of one's own at the sealed evening: it sleeps until staff wake it, and then only its own key gets a seat. */
export async function proveTablet(proofs: Proofs, { sipario, events }: Launch, marc: Visitor): Promise<void> {
  const { origin, house, steward } = sipario;
  const { id: eventId, codeName } = events.sealed;
  await proofs.prove("sealed: a tablet sleeps until it is woken for the night, and then asks under its own key alone", async () => {
    const tablet = openVisitor(origin, "en", "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1 Safari/604.1");
    const [milano] = (await house.boutiques.list(steward.housePass("studio.enter", why))).filter(({ name }) => name === boutiques.milano.name);
    const boutiqueId = milano?.id ?? "";
    const studio = `/studio/events/${eventId}/tablets`;
    const { prove, sign } = await pair(tablet, boutiqueId, { pair: async (code) => void (await marc.post(`${studio}/pair`, { code, boutiqueId })) });
    const seated = async (signs: boolean) => {
      const seat = await sitDown(tablet, { eventId, prove, sign: signs ? () => sign(eventId) : undefined }).catch(() => null);
      seat?.leave();
      return seat !== null;
    };
    expect(!(await seated(true)), "it was given a seat asleep");
    const asleep = await (await tablet.get("/tablet")).text();
    expect(!asleep.includes(codeName), "asleep it tells of the evening");
    const mine = (await house.devices.list(await steward.pass(eventId, "device.revoke", why))).find((one) => one.boutiqueId === boutiqueId && !one.revokedAt);
    const woken = await marc.post(`${studio}/arm.data`, { deviceId: mine?.id ?? "" });
    expect(woken.status === 200, `waking it answered ${woken.status}`);
    expect(!(await seated(false)), "it was given a seat without its signature");
    expect(await seated(true), "woken, it was given no seat");
  });
}

/** What takes two owners: the one who asks cannot agree, the other one can; nobody else may look. */
export async function proveOwners(proofs: Proofs, { sipario, events, staff: staffBy }: Launch): Promise<void> {
  const { origin, room } = sipario;
  const page = `/studio/events/${events.sealed.id}/owners`;
  await proofs.prove("sealed: what takes two owners takes both of them, and each shows a second proof first", async () => {
    const come = (one: { name: string; email: string }) => signIn(origin, staffBy.get(one.name)?.link ?? "", one);
    const [elena, vittoria] = [await come(staff.elena), await come(secondOwner)];
    const before = await elena.get(page);
    expect(before.status !== 200, "a password alone may read what the owners ask each other");
    await Promise.all([setApp(elena), setApp(vittoria)]);
    const consentId = /name="consentId"[^>]*value="([^"]+)"/.exec(await (await elena.get(page)).text())?.[1] ?? "";
    expect(consentId !== "", "nothing waits for the other owner's word");
    const agree = async (visitor: Visitor) => (await visitor.post(`${page}/agree.data`, { consentId, reason: "Both of them have been with us for ten years." })).text();
    expect((await agree(vittoria)).includes('"self"'), "one owner was enough");
    expect((await agree(elena)).includes('"consentAgreed"'), "two owners were not enough");
    const dated = await room.db.entry.findFirst({ where: { chain: "house", name: "owner.datedBack" } });
    expect(dated !== null, "the record does not say that the second owner was dated back");
  });
}
