/** What one may do at an event: a closed list. Who may, and when, stands in server/access/policy.ts. */
export const abilities = [
  "event.know",
  "event.edit",
  "event.open",
  "event.end",
  "door.enter",
  "lobby.wait",
  "call.join",
  "stage.watch",
  "stage.prepare",
  "stage.speak",
  "stage.direct",
  "desk.see",
  "reaction.send",
  "chat.read",
  "chat.post",
  "chat.moderate",
  "guest.list",
  "guest.invite",
  "guest.mute",
  "guest.remove",
  "letter.read",
  "device.pair",
  "device.revoke",
  "numbers.see",
  "thanks.read",
] as const;
export type Ability = (typeof abilities)[number];

/** What staff may do in the maison itself, apart from any one event. */
export const houseAbilities = [
  "studio.enter",
  "event.create",
  "staff.invite",
  "staff.remove",
  "boutique.edit",
  "settings.edit",
  "outbox.read",
  "audit.read",
] as const;
export type HouseAbility = (typeof houseAbilities)[number];
