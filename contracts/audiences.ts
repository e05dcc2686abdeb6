/** Who hears news. A seat is placed by the house, from its pass; nobody asks to hear. `self` is one seat. */
export const audiences = [
  "lobby",
  "room.veiled",
  "room.full",
  "backstage",
  "moderators",
  "devices",
  "studio",
  "self",
] as const;
export type Audience = (typeof audiences)[number];
