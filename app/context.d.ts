import type { Ability, HouseAbility } from "#contracts/abilities.ts";
import type { Language } from "#contracts/languages.ts";
import type { As, Look } from "#server/access/admit.ts";
import type { Knock } from "#server/access/knock.ts";
import type { HousePass, Pass } from "#server/access/pass.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { OpenFile } from "#server/files/open-file.ts";
import type { House } from "#server/house.ts";
import type { Maison } from "#server/maison/maison.ts";

declare module "@remix-run/node" {
  interface AppLoadContext {
    house: House;
    visitor: Visitor;
    lang: Language;
    nonce: string | undefined;
    /** The address people reach the house at. */
    origin: string;
    clock: { now(): number };
    /** The maison and what it wears: `wordmark` is the text of its SVG, of which only the viewBox and the paths are drawn. */
    maison(): Promise<Maison>;
    /** Why there is no picture and how to get it; null when there is. */
    mediaWord(): string | null;
    /** Whether the page of the kit is shown, for whoever builds the house. */
    hasKit: boolean;
    /** Tells the house's log of a failure, without the path it happened on. */
    report(error: unknown): void;
    /** What the visitor amounts to at an event, without letting them in; null when they may not know of it. */
    look(eventId: string | undefined, as?: As): Promise<Look | null>;
    /** The door. Throws the one not found, or 403 with `why` for somebody who knows of the event. */
    admit<A extends Ability>(eventId: string | undefined, ability: A, as?: As): Promise<Pass<A>>;
    /** The door to the maison's own things. Strangers are sent to sign in. */
    admitHouse<A extends HouseAbility>(ability: A): HousePass<A>;
    /** Lets browsers keep what is answered, for as long as the answer itself says; for what stands on every page and nothing else. */
    mayBeKept(): void;
    /** A file as an answer, for as long as its reader keeps the pass; cut within a second when they lose it. */
    pour(pass: Pass<"product.see"> | Pass<"product.edit">, file: OpenFile): Response;
    /** The door by personal link. */
    knock(token: string | undefined): Promise<Knock | null>;
    /** The one not found, to be thrown. */
    notFound(): Response;
    session: {
      /** Set-Cookie for a session's token. */
      cookie(token: string): string;
      clear(): string;
      language(lang: Language): string;
      browserWords(): string;
      /** The number this browser got at a door, by which a double click is one; and Set-Cookie for a new one. */
      press: string | null;
      givePress(): string;
      /** The word of whoever gave the right password and has a second proof to show; and Set-Cookie for one, empty to forget it. */
      half: string | null;
      giveHalf(word: string): string;
      address: string;
    };
  }
  interface Future {
    v3_singleFetch: true;
  }
}
