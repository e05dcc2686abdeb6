import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { newId } from "#server/infra/ids.ts";
import { openKeys } from "#server/infra/keys.ts";
import { openSealed } from "#server/infra/sealed.ts";
import { openSecrets } from "#server/infra/secrets.ts";

const base = mkdtempSync(path.join(tmpdir(), "sipario-keys-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

function open(name: string) {
  const folder = path.join(base, name, "keys");
  const secrets = openSecrets(path.join(base, name, "house.key"));
  return { folder, secrets, sealed: openSealed(secrets, openKeys(folder, secrets.wrapping)) };
}

test("an event has two keys; each opens its own and nothing of the other", () => {
  const { sealed } = open("two");
  const eventId = newId("event");
  const seal = sealed.newEvent(eventId);
  const [name, record] = [seal.seal("Guest.name:g", "Inès"), sealed.agreements(eventId).seal("Agreement.record:a", "Inès Arnaud")];
  expect(open("two").sealed.event(eventId).open("Guest.name:g", name)).toBe("Inès");
  expect(open("two").sealed.agreements(eventId).open("Agreement.record:a", record)).toBe("Inès Arnaud");
  expect(() => sealed.event(eventId).open("Agreement.record:a", record)).toThrow();
  expect(() => sealed.agreements(eventId).open("Guest.name:g", name)).toThrow();
});

test("the event is forgotten and its agreements are not; then they are, too, and nothing brings either back", () => {
  const { sealed, folder } = open("forget");
  const eventId = newId("event");
  const sealedName = sealed.newEvent(eventId).seal("Guest.name:g", "Inès");
  const record = sealed.agreements(eventId).seal("Agreement.record:a", "Inès Arnaud");
  writeFileSync(path.join(folder, `${eventId}.key.new`), randomBytes(60)); // a rotation that was interrupted
  sealed.forget(eventId);
  expect(readdirSync(folder)).toEqual([`${eventId}.agreement.key`]);
  for (const one of [sealed, open("forget").sealed]) {
    expect(() => one.event(eventId).open("Guest.name:g", sealedName)).toThrow("the event's key is gone");
    expect(one.agreements(eventId).open("Agreement.record:a", record)).toBe("Inès Arnaud");
  }
  sealed.forgetAgreements(eventId);
  expect(readdirSync(folder)).toEqual([]);
  for (const one of [sealed, open("forget").sealed]) expect(() => one.agreements(eventId)).toThrow("the agreements' key is gone");
});

test("an event from before agreements had a key gets one when it is first needed", () => {
  const { sealed, folder } = open("older");
  const eventId = newId("event");
  sealed.newEvent(eventId);
  rmSync(path.join(folder, `${eventId}.agreement.key`));
  const { sealed: later } = open("older");
  const record = later.agreements(eventId).seal("Agreement.record:a", "yes");
  expect(existsSync(path.join(folder, `${eventId}.agreement.key`))).toBe(true);
  expect(open("older").sealed.agreements(eventId).open("Agreement.record:a", record)).toBe("yes");
});

test("a key's file serves its own event and kind only", () => {
  const { sealed, folder, secrets } = open("moved");
  const [one, other] = [newId("event"), newId("event")];
  sealed.newEvent(one);
  const keys = openKeys(folder, secrets.wrapping);
  keys.destroy(one, "agreements");
  for (const [from, to] of [[`${one}.key`, `${other}.key`], [`${one}.key`, `${one}.agreement.key`]])
    writeFileSync(path.join(folder, to ?? ""), readFileSync(path.join(folder, from ?? "")));
  expect(() => keys.read(other)).toThrow();
  expect(() => keys.read(one, "agreements")).toThrow();
  expect(() => keys.read("../house")).toThrow("not an event's id");
});
