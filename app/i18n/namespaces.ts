import type common from "#words/en/common.json";
import type desk from "#words/en/desk.json";
import type door from "#words/en/door.json";
import type greenroom from "#words/en/greenroom.json";
import type open from "#words/en/public.json";
import type kit from "#words/en/kit.json";
import type room from "#words/en/room.json";
import type studio from "#words/en/studio.json";
import type tablet from "#words/en/tablet.json";

/** The English catalogues give the keys; a test holds the other languages to them. Letters are spoken by the house alone. */
export type Catalogues = {
  common: typeof common;
  desk: typeof desk;
  door: typeof door;
  room: typeof room;
  greenroom: typeof greenroom;
  kit: typeof kit;
  tablet: typeof tablet;
  studio: typeof studio;
  public: typeof open;
};
export type Namespace = keyof Catalogues;

type Unplural<K extends string> = K extends `${infer Base}_${"zero" | "one" | "two" | "few" | "many" | "other"}` ? Base : K;
type Leaves<T, Path extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${Unplural<K>}` : Leaves<T[K], `${Path}${K}.`>;
}[keyof T & string];

/** A key of one catalogue; plurals by their base, with `count` among the values. */
export type Key<N extends Namespace> = Leaves<Catalogues[N]>;
export type Values = Record<string, string | number>;
export type Say<N extends Namespace> = (key: Key<N>, values?: Values) => string;
