import type { Page } from "@playwright/test";
import type { World } from "#tests/gallery/world.ts";

/** The parts of the evening, in their order: a state is looked at while its part is on. */
export const acts = ["before", "doors", "live", "veiled", "revealed", "curtain", "after"] as const;
export type Act = (typeof acts)[number];

/** Whom a screen is made for; decides sizes and how large what is touched must be. */
export type For = "guest" | "speaker" | "tablet" | "studio" | "desk";

export interface State {
  /** Screen and state: what stands side by side shares what is before the dot. */
  id: `${string}.${string}`;
  /** The page that shows it, by its file in `app/routes`. */
  route: string;
  for: For;
  act: Act;
  /** Brings the page of somebody into the state. */
  open(world: World, page: Page): Promise<unknown>;
  /** Who they are: a cookie's owner of the world, or nobody. */
  as?: Parameters<World["cookieOf"]>[0];
  /** It writes something that another browser would see. */
  isAlone?: boolean;
  /** Undoes what would be in the next picture's way. */
  leave?(world: World, page: Page): Promise<unknown>;
}

const at = (address: (world: World) => string) => (world: World, page: Page) => page.goto(address(world));
const studio = (path: string) => at((world) => `/studio/events/${world.events.announced}${path}`);
/** Goes into the room of the event that keeps its piece under a cloth. */
async function goToThePiece(world: World, page: Page): Promise<void> {
  await page.goto(`/room/${world.events.quiet}`);
  await page.locator(chatReady).first().waitFor({ timeout: 15_000 });
  await page.waitForTimeout(3000);
}

/** A font that a maison might bring. */
const ownFont = "node_modules/@fontsource/italiana/files/italiana-latin-400-normal.woff2";
const undo = async (_world: World, page: Page) => {
  await page.locator(".bulk button").first().click();
  await page.locator(".bulk").waitFor({ state: "detached" });
};
const chatReady = "form.compose input";

/** A line to the house that can be cut; it stays cut. */
async function cuttableLine(page: Page): Promise<() => Promise<void>> {
  let cut = async () => {};
  await page.routeWebSocket(/\/live\//, (line) => {
    const house = line.connectToServer();
    cut = async () => {
      await page.routeWebSocket(/\/live\//, (again) => again.close({ code: 1001 }));
      await house.close();
      await line.close({ code: 1001 });
    };
  });
  return () => cut();
}

/** Goes into the evening's room and waits until one may write there. */
async function goLive(world: World, page: Page): Promise<void> {
  await page.goto(`/room/${world.events.evening}`);
  await page.locator(chatReady).first().waitFor({ timeout: 15_000 });
  await page.waitForTimeout(1500);
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByRole("textbox").first().fill(code);
  await page.locator("form:has(input:not([type=hidden])) button[type=submit]").first().click();
}

/** Every screen in every state that somebody can meet. A page that none of these shows fails a test. */
export const states: readonly State[] = [
  { id: "kit.all", route: "kit.tsx", for: "studio", act: "before", open: at(() => "/kit") },

  // The public, and whoever has no business here
  { id: "public.home", route: "_index.tsx", for: "guest", act: "doors", open: at(() => "/") },
  { id: "public.event", route: "e.$slug.tsx", for: "guest", act: "doors", open: at((world) => world.publicPath) },
  { id: "public.lost", route: "lost.tsx", for: "guest", act: "before", open: at(() => "/lost") },
  {
    id: "public.lostAsked", route: "lost.tsx", for: "guest", act: "before",
    open: async (_world, page) => {
      await page.goto("/lost");
      await page.locator("input[name=email]").fill("nobody@mail.example");
      await page.locator("form:has(input[name=email]) button[type=submit]").click();
      await page.waitForTimeout(900);
    },
  },
  { id: "public.nothing", route: "nowhere.tsx", for: "guest", act: "before", open: at(() => "/door/nothing-here") },

  // The door
  { id: "door.link", route: "door.$token.tsx", for: "guest", act: "before", open: at((world) => world.guests.unopened.link) },
  { id: "door.elsewhere", route: "door.$token.tsx", for: "guest", act: "before", open: at((world) => world.guests.entered.link) },
  { id: "door.again", route: "door.$token.tsx", for: "guest", act: "before", as: "entered", open: at((world) => world.guests.entered.link) },
  { id: "door.otherPerson", route: "door.$token.tsx", for: "guest", act: "before", as: "entered", open: at((world) => world.guests.other.link) },
  { id: "door.code", route: "door.$token.tsx", for: "guest", act: "before", open: at((world) => world.confidential.fresh.link) },
  {
    id: "door.codeWrong", route: "door.$token.tsx", for: "guest", act: "before",
    open: async (world, page) => {
      await page.goto(world.confidential.wrong.link);
      await typeCode(page, "K7M2-P9QX");
      await page.waitForTimeout(700);
    },
  },
  { id: "door.move", route: "door.$token.move.tsx", for: "guest", act: "before", open: at((world) => `${world.confidential.entered.link}/move`) },
  { id: "door.removed", route: "door.$token.tsx", for: "guest", act: "before", as: "removed", open: at((world) => world.guests.removed.link) },
  { id: "entry.agreement", route: "entry.$eventId.tsx", for: "guest", act: "before", as: "toSign", open: at((world) => `/entry/${world.events.confidential}`) },
  { id: "entry.key", route: "entry.$eventId.tsx", for: "guest", act: "before", as: "toKey", open: at((world) => `/entry/${world.events.sealed}`) },
  { id: "entry.move", route: "entry.$eventId.move.tsx", for: "guest", act: "before", as: "confidant", open: at((world) => `/entry/${world.events.confidential}/move`) },
  { id: "entry.companion", route: "entry.$eventId.companion.tsx", for: "guest", act: "before", as: "early", open: at((world) => `/entry/${world.events.announced}/companion`) },
  { id: "room.notYet", route: "room.$eventId.tsx", for: "guest", act: "before", as: "early", open: at((world) => `/room/${world.events.announced}`) },
  { id: "room.cancelled", route: "room.$eventId.tsx", for: "guest", act: "before", as: "calledOff", open: at((world) => `/room/${world.events.cancelled}`) },
  { id: "room.shell", route: "room.$eventId.tsx", for: "guest", act: "before", as: "keyed", open: at((world) => `/room/${world.events.sealed}`) },

  // The lobby and the room
  { id: "room.lobby", route: "room.$eventId.tsx", for: "guest", act: "doors", as: "ines", open: at((world) => `/room/${world.events.evening}`) },
  {
    id: "room.before", route: "room.$eventId.tsx", for: "guest", act: "doors", as: "ines",
    open: async (world, page) => {
      await page.goto(`/room/${world.events.evening}`);
      await page.locator(".lobby-key button").first().click();
      await page.waitForTimeout(800);
    },
  },
  {
    id: "room.live", route: "room.$eventId.tsx", for: "guest", act: "live", as: "ines",
    open: async (world, page) => {
      await page.goto(`/room/${world.events.evening}`);
      await page.locator(chatReady).first().waitFor({ timeout: 15_000 });
      await page.waitForTimeout(2500);
    },
  },
  {
    id: "room.people", route: "room.$eventId.tsx", for: "guest", act: "live", as: "ines",
    open: async (world, page) => {
      await goLive(world, page);
      await page.getByRole("tab").last().click();
      await page.waitForTimeout(1200);
    },
  },
  {
    id: "room.settings", route: "room.$eventId.tsx", for: "guest", act: "live", as: "ines",
    open: async (world, page) => {
      await goLive(world, page);
      await page.locator(".bar__tools button").nth(-2).click();
      await page.waitForTimeout(800);
    },
  },
  {
    id: "room.soundOnly", route: "room.$eventId.tsx", for: "guest", act: "live", as: "ines",
    open: async (world, page) => {
      await goLive(world, page);
      await page.locator(".bar__tools button").nth(-2).click();
      await page.getByRole("dialog").getByRole("radio").last().check();
      await page.keyboard.press("Escape");
      await page.waitForTimeout(1500);
    },
    leave: (_world, page) => page.evaluate(() => localStorage.clear()),
  },
  {
    id: "room.soundBlocked", route: "room.$eventId.tsx", for: "guest", act: "live", as: "ines",
    open: async (world, page) => {
      await page.addInitScript(() => {
        HTMLAudioElement.prototype.play = () => Promise.reject(new DOMException("not yet", "NotAllowedError"));
      });
      await goLive(world, page);
      await page.waitForTimeout(1500);
    },
  },
  {
    id: "room.unable", route: "room.$eventId.tsx", for: "guest", act: "live", as: "ines",
    open: async (world, page) => {
      await page.addInitScript(() => {
    for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) Reflect.deleteProperty(window, name);
  });
      await goLive(world, page);
    },
  },
  { id: "room.veiled", route: "room.$eventId.tsx", for: "guest", act: "veiled", as: "maud", open: goToThePiece },
  { id: "room.revealed", route: "room.$eventId.tsx", for: "guest", act: "revealed", as: "maud", open: goToThePiece },
  {
    id: "room.left", route: "room.$eventId.tsx", for: "guest", act: "live", as: "ines",
    open: async (world, page) => {
      await goLive(world, page);
      await page.locator(".bar__tools button").last().click();
      await page.waitForTimeout(800);
    },
  },
  {
    id: "room.reconnecting", route: "room.$eventId.tsx", for: "guest", act: "live", as: "ines",
    open: async (world, page) => {
      const cut = await cuttableLine(page);
      await goLive(world, page);
      await cut();
      await page.waitForTimeout(2500);
    },
  },
  {
    id: "room.movedElsewhere", route: "room.$eventId.tsx", for: "guest", act: "live", as: "haruka",
    open: async (world, page) => {
      await page.goto(`/room/${world.events.evening}`);
      await page.locator(chatReady).first().waitFor({ timeout: 15_000 });
      await page.waitForTimeout(2500); // seated by now
      await world.endSeats("haruka", "movedElsewhere");
      await page.waitForTimeout(800);
    },
  },
  {
    id: "room.muted", route: "room.$eventId.tsx", for: "guest", act: "live", as: "muted",
    open: async (world, page) => {
      await page.goto(`/room/${world.events.evening}`);
      await page.waitForTimeout(2500);
    },
  },
  { id: "room.removed", route: "room.$eventId.tsx", for: "guest", act: "live", as: "removed", open: at((world) => `/room/${world.events.evening}`) },
  {
    id: "room.curtain", route: "room.$eventId.tsx", for: "guest", act: "curtain", as: "ines",
    open: async (world, page) => {
      await page.goto(`/room/${world.events.evening}`);
      await page.waitForTimeout(2000);
    },
  },
  { id: "room.thanks", route: "room.$eventId.tsx", for: "guest", act: "after", as: "ines", open: at((world) => `/room/${world.events.evening}`) },

  // The green room
  { id: "greenroom.notYet", route: "greenroom.$eventId.tsx", for: "speaker", act: "before", as: "earlySpeaker", open: at((world) => `/greenroom/${world.events.announced}`) },
  {
    id: "greenroom.doors", route: "greenroom.$eventId.tsx", for: "speaker", act: "doors", as: "kaori",
    open: async (world, page) => {
      await page.goto(`/greenroom/${world.events.evening}`);
      await page.waitForTimeout(2500);
    },
  },
  {
    id: "greenroom.held", route: "greenroom.$eventId.tsx", for: "speaker", act: "doors", as: "kaori",
    open: async (world, page) => {
      await page.goto(`/greenroom/${world.events.evening}`);
      await world.openCamera(page);
      await page.waitForTimeout(3000);
    },
  },
  {
    id: "greenroom.ready", route: "greenroom.$eventId.tsx", for: "speaker", act: "doors", as: "kaori",
    open: async (world, page) => {
      await page.goto(`/greenroom/${world.events.evening}`);
      await world.beReady(page);
      await page.waitForTimeout(2000);
    },
  },
  {
    id: "greenroom.curtain", route: "greenroom.$eventId.tsx", for: "speaker", act: "curtain", as: "kaori",
    open: async (world, page) => {
      await page.goto(`/greenroom/${world.events.evening}`);
      await page.waitForTimeout(2500);
    },
  },
  {
    id: "greenroom.refused", route: "greenroom.$eventId.tsx", for: "speaker", act: "doors", as: "kaori",
    open: async (world, page) => {
      await page.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
      });
      await page.goto(`/greenroom/${world.events.evening}`);
      await page.locator("main button.btn--main").first().click();
      await page.waitForTimeout(2000);
    },
  },
  {
    id: "greenroom.onAir", route: "greenroom.$eventId.tsx", for: "speaker", act: "live", as: "kaori",
    open: async (world, page) => {
      await page.goto(`/greenroom/${world.events.evening}`);
      await world.bringOn("kaori", page);
      await page.waitForTimeout(1500);
    },
    leave: (world) => world.takeOff("kaori"),
  },
  { id: "greenroom.after", route: "greenroom.$eventId.tsx", for: "speaker", act: "after", as: "kaori", open: at((world) => `/greenroom/${world.events.evening}`) },

  // The tablet
  { id: "tablet.unpaired", route: "tablet.tsx", for: "tablet", act: "before", open: async (_world, page) => { await page.goto("/tablet"); await page.waitForTimeout(1200); } },
  { id: "tablet.idle", route: "tablet.tsx", for: "tablet", act: "doors", open: (world, page) => world.pairTablet(page) },
  { id: "tablet.live", route: "tablet.tsx", for: "tablet", act: "live", open: async (world, page) => { await world.pairTablet(page); await page.waitForTimeout(2500); } },
  {
    id: "tablet.staff", route: "tablet.tsx", for: "tablet", act: "live",
    open: async (world, page) => {
      await world.pairTablet(page);
      await page.locator(".corner button").click();
      await page.waitForTimeout(800);
    },
  },
  {
    id: "tablet.lost", route: "tablet.tsx", for: "tablet", act: "live",
    open: async (world, page) => {
      const cut = await cuttableLine(page);
      await world.pairTablet(page);
      await page.waitForTimeout(1000);
      await cut();
      await page.waitForTimeout(3500);
    },
  },
  { id: "tablet.curtain", route: "tablet.tsx", for: "tablet", act: "curtain", open: async (world, page) => { await world.pairTablet(page); await page.waitForTimeout(1500); } },
  { id: "tablet.after", route: "tablet.tsx", for: "tablet", act: "after", open: (world, page) => world.openTablet(page) },

  // The studio
  { id: "signIn.empty", route: "studio.sign-in.tsx", for: "studio", act: "before", open: at(() => "/studio/sign-in") },
  {
    id: "signIn.wrong", route: "studio.sign-in.tsx", for: "studio", act: "before",
    open: async (_world, page) => {
      await page.goto("/studio/sign-in");
      await page.locator("input[name=email]").fill("nobody@maison.example");
      await page.locator("input[name=password]").fill("not the password");
      await page.locator("form:has(input[name=password]) button[type=submit]").first().click();
      await page.waitForTimeout(900);
    },
  },
  { id: "signIn.second", route: "studio.sign-in.second.tsx", for: "studio", act: "before", open: (world, page) => world.halfSignedIn(page) },
  { id: "signIn.join", route: "studio.join.$token.tsx", for: "studio", act: "before", open: at((world) => world.joinPath) },
  { id: "signIn.stepUp", route: "studio.step-up.tsx", for: "studio", act: "before", as: "marc", open: at(() => "/studio/step-up?to=/studio") },
  { id: "today.evening", route: "studio._index.tsx", for: "studio", act: "live", as: "elena", open: at(() => "/studio") },
  { id: "today.analyst", route: "studio._index.tsx", for: "studio", act: "before", as: "anna", open: at(() => "/studio") },
  { id: "today.events", route: "studio.events.tsx", for: "studio", act: "live", as: "elena", open: at(() => "/studio/events") },
  {
    id: "today.palette", route: "studio._index.tsx", for: "studio", act: "before", as: "elena",
    open: async (_world, page) => {
      await page.goto("/studio");
      await page.waitForTimeout(800);
      await page.keyboard.press("Control+k");
      await page.waitForTimeout(1200);
    },
  },
  {
    id: "today.keys", route: "studio._index.tsx", for: "studio", act: "before", as: "elena",
    open: async (_world, page) => {
      await page.goto("/studio");
      await page.waitForTimeout(800);
      await page.keyboard.press("?");
      await page.waitForTimeout(800);
    },
  },
  { id: "plan.new", route: "studio.new.tsx", for: "studio", act: "before", as: "elena", open: at(() => "/studio/events/new") },
  { id: "plan.draft", route: "studio.event.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/events/${world.events.draft}`) },
  {
    id: "plan.clash", route: "studio.event.tsx", for: "studio", act: "before", as: "elena", isAlone: true,
    open: async (world, page) => {
      const other = await page.context().newPage();
      for (const one of [page, other]) await one.goto(`/studio/events/${world.events.draft}`);
      await page.waitForTimeout(1000);
      await other.locator("input[name=hostedBy]").fill(`Kaori Ishida ${Math.random().toString(36).slice(2, 4)}`);
      await other.waitForTimeout(2500);
      await other.close();
      await page.locator("input[name=hostedBy]").fill("Théo Marchand");
      await page.locator(".clash").waitFor({ timeout: 8000 });
    },
  },
  { id: "plan.announced", route: "studio.event.tsx", for: "studio", act: "before", as: "elena", open: studio("") },
  { id: "plan.sealed", route: "studio.event.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/events/${world.events.sealed}`) },
  { id: "plan.cancelled", route: "studio.event.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/events/${world.events.cancelled}`) },
  { id: "owners.none", route: "studio.owners.tsx", for: "studio", act: "before", as: "elena", open: studio("/owners") },
  { id: "guests.empty", route: "studio.guests.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/events/${world.events.draft}/guests`) },
  { id: "guests.list", route: "studio.guests.tsx", for: "studio", act: "live", as: "elena", open: at((world) => `/studio/events/${world.events.evening}/guests`) },
  {
    id: "guests.chosen", route: "studio.guests.tsx", for: "studio", act: "live", as: "elena",
    open: async (world, page) => {
      await page.goto(`/studio/events/${world.events.evening}/guests`);
      for (const at of [0, 1, 2]) await page.locator("tbody input[type=checkbox]").nth(at).check();
      await page.waitForTimeout(500);
    },
  },
  {
    id: "guests.edit", route: "studio.guests.tsx", for: "studio", act: "live", as: "elena",
    open: async (world, page) => {
      await page.goto(`/studio/events/${world.events.evening}/guests`);
      await page.locator("tbody tr[data-index]").nth(1).getByRole("link").last().click();
      await page.waitForTimeout(1200);
    },
  },
  {
    id: "guests.undo", route: "studio.guests.tsx", for: "studio", act: "live", as: "elena", isAlone: true,
    open: async (world, page) => {
      await page.goto(`/studio/events/${world.events.evening}/guests`);
      await page.waitForTimeout(1200); // alive
      await page.locator("tbody tr[data-index]").nth(1).getByRole("link").last().click();
      await page.locator(".opened select[name=place]").selectOption({ index: 1 });
      await page.locator(".opened__form button[type=submit]").click();
      await page.locator(".bulk").waitFor();
      await page.waitForTimeout(500);
    },
    leave: undo,
  },
  { id: "guests.export", route: "studio.guests.tsx", for: "studio", act: "live", as: "elena", open: at((world) => `/studio/events/${world.events.evening}/guests?panel=export`) },
  { id: "guests.nobody", route: "studio.guests.tsx", for: "studio", act: "live", as: "elena", open: at((world) => `/studio/events/${world.events.evening}/guests?find=zzzz`) },
  { id: "guests.confidential", route: "studio.guests.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/events/${world.events.confidential}/guests`) },
  { id: "guests.add", route: "studio.guests.add.tsx", for: "studio", act: "before", as: "elena", open: studio("/guests/add") },
  {
    id: "guests.pasteFaults", route: "studio.guests.paste.tsx", for: "studio", act: "before", as: "elena",
    open: async (world, page) => {
      await page.goto(`/studio/events/${world.events.announced}/guests/paste`);
      await page.locator("textarea").fill("Amélie Castel; amelie@mail.example; fr\nBruno without address\nChiara Dufour, chiara@mail");
      await page.locator("main form button[type=submit]").first().click();
      await page.waitForTimeout(900);
    },
  },
  {
    id: "guests.fileRead", route: "studio.guests.tsx", for: "studio", act: "before", as: "elena",
    open: async (world, page) => {
      await page.goto(`/studio/events/${world.events.announced}/guests?panel=import`);
      await page.waitForTimeout(1200); // alive
      const lines = "name;email;language\nAmélie Castel;amelie@mail.example;fr\nBruno Keller;bruno@mail.example;de\n";
      await page.locator("form.drop input[type=file]").setInputFiles({ name: "guests.csv", mimeType: "text/csv", buffer: Buffer.from(lines) });
      await page.waitForTimeout(1200);
    },
  },
  {
    id: "guests.fileFault", route: "studio.guests.tsx", for: "studio", act: "before", as: "elena",
    open: async (world, page) => {
      await page.goto(`/studio/events/${world.events.announced}/guests?panel=import`);
      await page.waitForTimeout(1200); // alive
      await page.locator("form.drop input[type=file]").setInputFiles({ name: "guests.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("PK\u0003\u0004 a workbook") });
      await page.waitForTimeout(800);
    },
  },
  { id: "product.empty", route: "studio.product.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/events/${world.events.draft}/product`) },
  { id: "product.veiled", route: "studio.product.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/events/${world.events.confidential}/product`) },
  { id: "agreement.text", route: "studio.agreement.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/events/${world.events.confidential}/agreement`) },
  { id: "agreement.signed", route: "studio.agreement.signed.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/events/${world.events.confidential}/agreement/signed`) },
  { id: "tablets.none", route: "studio.tablets.tsx", for: "studio", act: "before", as: "elena", open: studio("/tablets") },
  { id: "tablets.some", route: "studio.tablets.tsx", for: "studio", act: "live", as: "elena", open: at((world) => `/studio/events/${world.events.evening}/tablets`) },
  {
    id: "tablets.back", route: "studio.tablets.tsx", for: "studio", act: "live", as: "elena", isAlone: true,
    open: async (world, page) => {
      await world.pairAnother(page);
      await page.goto(`/studio/events/${world.events.evening}/tablets`);
      await page.locator("form[action$='/tablets/revoke'] button").last().click();
      await page.locator(".bulk").waitFor();
      await page.waitForTimeout(500);
    },
  },
  { id: "keys.sealed", route: "studio.keys.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/events/${world.events.sealed}/keys`) },
  { id: "drill.offered", route: "studio.drill.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/events/${world.events.confidential}/drill`) },
  { id: "leak.ask", route: "studio.leak.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/events/${world.events.confidential}/leak`) },
  { id: "pack.ask", route: "studio.pack.tsx", for: "studio", act: "after", as: "elena", open: at((world) => `/studio/events/${world.events.evening}/pack`) },
  { id: "record.event", route: "studio.events.record.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/events/${world.events.confidential}/record`) },
  { id: "record.house", route: "studio.record.tsx", for: "studio", act: "before", as: "elena", open: at(() => "/studio/record") },
  { id: "forget.ask", route: "studio.forget.tsx", for: "studio", act: "after", as: "elena", open: at((world) => `/studio/events/${world.events.evening}/forget`) },
  { id: "forget.certificate", route: "studio.certificate.tsx", for: "studio", act: "after", as: "elena", open: at((world) => `/studio/events/${world.events.forgotten}/certificate`) },
  { id: "after.evening", route: "studio.after.tsx", for: "studio", act: "after", as: "elena", open: at((world) => `/studio/events/${world.events.evening}/after`) },
  { id: "letters.outbox", route: "studio.outbox.tsx", for: "studio", act: "before", as: "elena", open: at(() => "/studio/outbox") },
  { id: "letters.preview", route: "studio.letter.tsx", for: "studio", act: "before", as: "elena", open: studio("/letter") },
  {
    id: "letters.night", route: "studio.letter.tsx", for: "studio", act: "before", as: "elena",
    open: async (world, page) => {
      await page.goto(`/studio/events/${world.events.announced}/letter`);
      await page.waitForTimeout(1200); // alive
      await page.locator("input[name=device][value=phone]").check({ force: true });
      await page.locator("input[name=light]").last().check({ force: true });
      await page.waitForTimeout(600);
    },
  },
  ...(["change", "cancel", "thanks"] as const).map((kind): State => ({ id: `letters.${kind}`, route: "studio.letter.tsx", for: "studio", act: "before", as: "elena", open: studio(`/letter?kind=${kind}`) })),
  { id: "letters.one", route: "studio.outbox.$letterId.tsx", for: "studio", act: "before", as: "elena", open: at((world) => `/studio/outbox/${world.letterId}`) },
  { id: "maison.boutiques", route: "studio.boutiques.tsx", for: "studio", act: "before", as: "elena", open: at(() => "/studio/boutiques") },
  {
    id: "maison.boutiqueGone", route: "studio.boutiques.tsx", for: "studio", act: "before", as: "elena", isAlone: true,
    open: async (world, page) => {
      const name = await world.openBoutique();
      await page.goto("/studio/boutiques");
      await page.waitForTimeout(1200); // alive
      const row = page.getByRole("row", { name });
      await row.locator("summary").click();
      await row.locator("form[action='/studio/boutiques/remove'] button").click();
      await page.locator(".bulk").waitFor();
      await page.locator("details:has(form[action='/studio/boutiques/put-back']) summary").click();
      await page.waitForTimeout(500);
    },
    leave: undo,
  },
  { id: "maison.people", route: "studio.people.tsx", for: "studio", act: "before", as: "elena", open: at(() => "/studio/people") },
  {
    id: "maison.recovery", route: "studio.people.tsx", for: "studio", act: "before", as: "elena", isAlone: true,
    open: async (_world, page) => {
      await page.goto("/studio/people");
      await page.waitForTimeout(1200); // alive
      await page.getByRole("row", { name: /Aldo Perrin/ }).locator("form[action='/studio/people/recovery'] button").click();
      await page.locator("tbody .copy, tbody [readonly]").first().waitFor();
    },
  },
  { id: "maison.dress", route: "studio.maison.tsx", for: "studio", act: "before", as: "elena", open: at(() => "/studio/maison") },
  {
    id: "maison.fontTried", route: "studio.maison.tsx", for: "studio", act: "before", as: "elena",
    open: async (_world, page) => {
      await page.goto("/studio/maison");
      await page.waitForTimeout(1200); // alive
      await page.locator("[aria-labelledby=own-font] input[type=file]").setInputFiles(ownFont);
      await page.locator("[aria-labelledby=own-font] .lacking").waitFor({ timeout: 10_000 });
    },
  },
  {
    id: "maison.fontWorn", route: "studio.maison.tsx", for: "studio", act: "before", as: "elena", isAlone: true,
    open: async (world, page) => {
      await world.wear(ownFont);
      await page.goto("/studio/maison");
      await page.waitForTimeout(1200);
    },
  },
  { id: "door.ownFont", route: "door.$token.tsx", for: "guest", act: "before", isAlone: true, open: async (world, page) => { await world.wear(ownFont); await page.goto(world.guests.unopened.link); }, leave: (world) => world.wear(null) },
  { id: "me.strong", route: "studio.me.tsx", for: "studio", act: "before", as: "elena", open: at(() => "/studio/me") },
  { id: "me.weak", route: "studio.me.tsx", for: "studio", act: "before", as: "anna", open: at(() => "/studio/me") },
  { id: "me.password", route: "studio.me.password.tsx", for: "studio", act: "before", as: "elena", open: at(() => "/studio/me/password") },
  { id: "signIn.begin", route: "studio.begin.tsx", for: "studio", act: "before", as: "anna", open: at(() => "/studio/begin") },
  { id: "me.app", route: "studio.me.app.tsx", for: "studio", act: "before", as: "anna", open: at(() => "/studio/me/app") },

  // The desk
  { id: "desk.announced", route: "studio.desk.tsx", for: "desk", act: "before", as: "elena", open: studio("/desk") },
  { id: "desk.doors", route: "studio.desk.tsx", for: "desk", act: "doors", as: "elena", open: async (world, page) => { await page.goto(`/studio/events/${world.events.evening}/desk`); await page.waitForTimeout(2500); } },
  { id: "desk.live", route: "studio.desk.tsx", for: "desk", act: "live", as: "elena", open: async (world, page) => { await page.goto(`/studio/events/${world.events.evening}/desk`); await page.waitForTimeout(3000); } },
  {
    id: "desk.keys", route: "studio.desk.tsx", for: "desk", act: "live", as: "elena",
    open: async (world, page) => {
      await page.goto(`/studio/events/${world.events.evening}/desk`);
      await page.waitForTimeout(2000);
      await page.keyboard.press("?");
      await page.waitForTimeout(600);
    },
  },
  {
    id: "desk.ending", route: "studio.desk.tsx", for: "desk", act: "live", as: "elena",
    open: async (world, page) => {
      await page.goto(`/studio/events/${world.events.evening}/desk`);
      await page.waitForTimeout(2000);
      await page.getByRole("button", { name: /^(End the evening|Abend beenden)/ }).click();
      await page.locator("dialog[open]").waitFor();
      await page.waitForTimeout(500);
    },
  },
  { id: "desk.veiled", route: "studio.desk.tsx", for: "desk", act: "veiled", as: "elena", open: async (world, page) => { await page.goto(`/studio/events/${world.events.quiet}/desk`); await page.waitForTimeout(3000); } },
  { id: "desk.revealed", route: "studio.desk.tsx", for: "desk", act: "revealed", as: "elena", open: async (world, page) => { await page.goto(`/studio/events/${world.events.quiet}/desk`); await page.waitForTimeout(3000); } },
  {
    id: "desk.lost", route: "studio.desk.tsx", for: "desk", act: "live", as: "elena",
    open: async (world, page) => {
      const cut = await cuttableLine(page);
      await page.goto(`/studio/events/${world.events.evening}/desk`);
      await page.waitForTimeout(2500);
      await cut();
      await page.waitForTimeout(2500);
    },
  },
  { id: "desk.curtain", route: "studio.desk.tsx", for: "desk", act: "curtain", as: "elena", open: async (world, page) => { await page.goto(`/studio/events/${world.events.evening}/desk`); await page.waitForTimeout(2500); } },
  { id: "desk.after", route: "studio.desk.tsx", for: "desk", act: "after", as: "elena", open: at((world) => `/studio/events/${world.events.evening}/desk`) },
];
