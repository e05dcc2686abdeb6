import { actedAt, expect, test, whenShown } from "#tests/e2e/fixtures.ts";
import { until } from "#tests/e2e/house.ts";

const absent = "There is nothing here for you to see";

test("a personal link belongs to the browser that entered; another one asks for a new link, and it works", async ({ house, visit, axe }) => {
  const event = await house.announce("invited");
  const link = await event.link("ines");
  const first = await visit();
  await first.page.goto(link);
  await expect(first.page.getByRole("heading", { level: 1 })).toContainText("Inès");
  await axe(first.page);
  await first.page.getByRole("button", { name: "Enter" }).click();
  await expect(first.page).toHaveURL(new RegExp(`/room/${event.eventId}$`));
  await expect(first.page.getByRole("heading", { level: 1 })).toContainText("Not yet");
  await axe(first.page);

  const second = await visit({ viewport: { width: 390, height: 844 } });
  await second.page.goto(link);
  await expect(second.page.getByRole("heading", { name: "Your link was opened elsewhere" })).toBeVisible();
  await axe(second.page);
  await second.page.getByRole("button", { name: "Send a new link" }).click();
  await expect(second.page.getByText("If we hold an address for you, a new link is on its way")).toBeVisible();
  const again = await event.link("ines", link);
  await second.page.goto(again);
  await second.page.getByRole("button", { name: "Enter" }).click();
  await expect(second.page).toHaveURL(new RegExp(`/room/${event.eventId}$`));
  await first.page.reload();
  await expect(first.page.getByRole("heading", { level: 1 }), "two browsers hold at this level").toContainText("Not yet");
});

test("an open event is found, and joined with a name and with none", async ({ house, visit, axe }) => {
  const event = await house.announce("open");
  await event.openDoors();
  for (const name of ["Zoe", ""]) {
    const { page } = await visit();
    await page.goto("/");
    await axe(page);
    await page.getByRole("link", { name: "An Hour at the Bench" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "An Hour at the Bench" })).toBeVisible();
    await axe(page);
    await page.getByLabel("Your name").fill(name);
    await page.getByRole("button", { name: "Enter" }).click();
    await expect(page).toHaveURL(new RegExp(`/room/${event.eventId}$`));
    await expect(page.getByText("We begin in")).toBeVisible();
    await page.goto("/");
    await page.goBack();
    await expect(page.getByText("We begin in")).toBeVisible();
  }
  await event.end();
});

test("the outsider finds nothing: not by the link that was withdrawn, not by the event's own address", async ({ house, visit, axe }) => {
  const event = await house.announce("invited");
  const link = await event.link("outsider");
  await event.withdraw("outsider");
  await event.openDoors();
  const { page, expects } = await visit();
  expects(/status of 404/);
  const bodies: string[] = [];
  for (const address of [link, `/room/${event.eventId}`, `/greenroom/${event.eventId}`, `/studio/events/${event.eventId}/desk`, "/room/ev_0000000000000000000000"]) {
    const response = await page.goto(address);
    expect(response?.status(), address).toBe(404);
    await expect(page.getByRole("heading", { level: 1, name: absent })).toBeVisible();
    bodies.push(await page.locator("body").innerText());
  }
  expect(new Set(bodies).size, "one answer for all").toBe(1);
  await axe(page);
  const refused = await page.evaluate(
    async (eventId) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${location.origin.replace("http", "ws")}/live/?EIO=4&transport=websocket`);
        socket.onmessage = ({ data }) => {
          if (String(data).startsWith("0")) socket.send(`40${JSON.stringify({ eventId, as: "event" })}`);
          else resolve(String(data));
        };
      }),
    event.eventId,
  );
  expect(refused).toBe('44{"message":"refused"}');
});

test("a guest of Milano walks in Italian, on a phone, from the door to the thanks", async ({ house, visit, axe }) => {
  const event = await house.announce("invited");
  await event.openDoors();
  const { page } = await visit({ locale: "it-IT", viewport: { width: 390, height: 844 } });
  await page.goto(await event.link("elenaConti"));
  await expect(page.locator("html")).toHaveAttribute("lang", "it");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Elena");
  await axe(page);
  await page.getByRole("button", { name: "Entri" }).click();
  await expect(page).toHaveURL(new RegExp(`/room/${event.eventId}$`));
  await axe(page);
  await event.goLive();
  const field = page.getByRole("textbox");
  await expect(field).toBeEditable();
  await field.fill("Buonasera da Milano");
  await field.press("Enter");
  await expect(page.getByRole("log").getByText("Buonasera da Milano")).toHaveCount(1);
  await axe(page);
  await event.end();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Grazie");
  await axe(page);
});

test("a lost line says so, and comes back to the same seat by itself", async ({ house, visit }) => {
  const event = await house.announce("invited");
  await event.openDoors();
  const { page, expects } = await visit();
  expects(/WebSocket/);
  const cable = { isCut: false, cut: async () => {} };
  await page.routeWebSocket(/\/live\//, (line) => {
    if (cable.isCut) return line.close({ code: 1001 });
    const house = line.connectToServer();
    cable.cut = async () => {
      cable.isCut = true;
      await house.close();
      await line.close({ code: 1001 });
    };
  });
  await page.goto(await event.link("haruka"));
  await page.getByRole("button", { name: "Enter" }).click();
  await expect(page.getByText("We begin in")).toBeVisible();
  const seatOf = () => house.house.seating.seats({ eventId: event.eventId, guestId: event.guestIds.get("haruka") ?? "" });
  await page.waitForFunction(() => Object.keys(sessionStorage).some((key) => key.startsWith("seat ")));
  const [seat] = seatOf();
  await cable.cut();
  await expect(page.getByText("We lost you for a moment")).toBeVisible();
  await until(() => seat?.line === null);
  await event.goLive();
  cable.isCut = false;
  await expect(page.getByText("We lost you for a moment")).toBeHidden();
  await expect(page.getByRole("textbox", { name: "Write to the room" }), "what happened meanwhile is loaded").toBeEditable();
  expect(seatOf().map(({ id }) => id)).toEqual([seat?.id]);
});

test("removed: page and socket end within a second, with decent words, and stay so", async ({ house, visit, axe }) => {
  const event = await house.announce("invited");
  await event.openDoors();
  await event.goLive();
  const link = await event.link("sofia");
  const { page, expects } = await visit();
  expects(/status of 40[34]|\/media\/seat_/);
  await page.goto(link);
  await page.getByRole("button", { name: "Enter" }).click();
  await expect(page.getByRole("textbox", { name: "Write to the room" })).toBeEditable();
  const shown = whenShown(page, "This event is closed to you");
  await event.remove("sofia");
  await expect(page.getByRole("heading", { name: "This event is closed to you" })).toBeVisible();
  expect((await shown) - actedAt(house, event.eventId, "guest.removed")).toBeLessThan(1000);
  await axe(page);
  expect((await page.reload())?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "This event is closed to you" })).toBeVisible();
  const other = await visit();
  other.expects(/status of 404/);
  expect((await other.page.goto(link))?.status()).toBe(404);
});
