import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { isSignedWith, openSigning } from "#server/audit/signing.ts";

const folder = mkdtempSync(path.join(tmpdir(), "sipario-signing-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the key is made once, for its owner alone, and stays", () => {
  const file = path.join(folder, "a", "signing.key");
  const first = openSigning(file);
  const text = readFileSync(file, "utf8");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(openSigning(file).publicKey()).toBe(first.publicKey());
  expect(readFileSync(file, "utf8")).toBe(text);
});

test("a signature holds for its text and its key, and for nothing else", () => {
  const [house, other] = [openSigning(path.join(folder, "house.key")), openSigning(path.join(folder, "other.key"))];
  const signature = house.sign("checkpoint 7");
  expect(signature).toMatch(/^[A-Za-z0-9_-]{86}$/);
  expect(house.verify("checkpoint 7", signature)).toBe(true);
  expect(house.verify("checkpoint 8", signature)).toBe(false);
  expect(house.verify("checkpoint 7", `A${signature.slice(1)}`)).toBe(signature.startsWith("A"));
  expect(other.verify("checkpoint 7", signature)).toBe(false);
  expect(isSignedWith(house.publicKey(), "checkpoint 7", signature)).toBe(true);
  expect(isSignedWith(other.publicKey(), "checkpoint 7", signature)).toBe(false);
  for (const [key, sig] of [["", signature], ["not a key", signature], [house.publicKey(), ""]]) expect(isSignedWith(key ?? "", "checkpoint 7", sig ?? "")).toBe(false);
});

test("a file that is no Ed25519 key is refused, never replaced", () => {
  const file = path.join(folder, "wrong.key");
  writeFileSync(file, "nothing");
  expect(() => openSigning(file)).toThrow();
  expect(readFileSync(file, "utf8")).toBe("nothing");
});
