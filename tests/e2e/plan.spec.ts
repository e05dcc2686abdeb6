import { expect, test } from "#tests/e2e/fixtures.ts";
import { until } from "#tests/e2e/house.ts";

test("a plan keeps itself: saved as it is written, undone, kept through a lost line, and put together with what somebody else wrote", async ({ house, visit, axe }) => {
  const event = await house.announce("invited");
  const plan = async () => (await house.house.events.plan(await house.steward.pass(event.eventId, "event.edit", "end to end"))).plan;
  const { page, expects } = await visit({ staff: "elena" });
  expects(/ERR_FAILED/);
  await page.goto(`/studio/events/${event.eventId}`);
  const line = page.locator(".saving__line");
  const [host, place] = [page.getByLabel("Hosted by"), page.getByLabel("Place", { exact: true })];
  const before = (await plan()).place ?? "";

  await test.step("saved as it is written, and undone from outside of the fields", async () => {
    await host.fill("Beatrice Lanza");
    await until(async () => (await plan()).hostedBy === "Beatrice Lanza");
    await expect(line.getByText(/^Saved \d\d:\d\d$/)).toBeVisible();
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("Control+z");
    await expect(host).toHaveValue("");
    await until(async () => (await plan()).hostedBy === undefined);
  });
  await test.step("a field that is wrong says its word and waits; the others are saved", async () => {
    const title = page.getByLabel("Title", { exact: true });
    const was = await title.inputValue();
    await title.fill("");
    await expect(page.getByText("Please write a title of at most 120 characters.")).toBeVisible();
    await host.fill("Henri Vasseur");
    await until(async () => (await plan()).hostedBy === "Henri Vasseur");
    expect((await plan()).title).toBe(was);
    await expect(line.getByText("Saved, but for what is marked")).toBeVisible();
    await axe(page);
    await title.fill(was);
  });
  await test.step("a lost line keeps the text, says so, and tries again", async () => {
    await page.route("**/plan", (route) => route.abort());
    await place.fill("Via della Spiga 5");
    await expect(page.getByText("The house cannot be reached")).toBeVisible();
    await axe(page);
    await page.unroute("**/plan");
    await page.getByRole("button", { name: "Try again now" }).click();
    await until(async () => (await plan()).place === "Via della Spiga 5");
    await expect(place).toHaveValue("Via della Spiga 5");
    expect(before).not.toBe("Via della Spiga 5");
  });
  await test.step("what another editor changed is taken over; what both changed is asked about, field by field", async () => {
    const marc = await visit({ staff: "marc" });
    await marc.page.goto(`/studio/events/${event.eventId}`);
    await marc.page.getByLabel("Place", { exact: true }).fill("Palazzo Serbelloni");
    await marc.page.getByLabel("Hosted by").fill("Kaori Ishida");
    await until(async () => (await plan()).hostedBy === "Kaori Ishida");
    await host.fill("Théo Marchand");
    const clash = page.getByRole("region", { name: /wrote here, too$/ });
    await expect(clash).toContainText("Marc");
    await expect(clash.getByRole("group")).toHaveCount(1);
    await expect(clash).toContainText("Kaori Ishida");
    await expect(clash).toContainText("Théo Marchand");
    await expect(place, "theirs, which I had not touched since").toHaveValue("Palazzo Serbelloni");
    expect((await plan()).hostedBy, "nothing is saved before the choice").toBe("Kaori Ishida");
    await axe(page);
    const [mine, theirs] = [clash.getByRole("radio").first(), clash.getByRole("radio").last()];
    await mine.press("ArrowRight");
    await expect(theirs).toBeChecked();
    await theirs.press("ArrowLeft");
    await expect(mine).toBeChecked();
    await clash.getByRole("button", { name: "Keep these" }).click();
    await until(async () => (await plan()).hostedBy === "Théo Marchand");
    expect((await plan()).place).toBe("Palazzo Serbelloni");
  });
  await test.step("a level that cannot be lowered again is raised by a word, never by a click alone", async () => {
    await page.getByRole("radio", { name: "Confidential" }).check();
    await expect(page.getByText("A higher level takes effect at once")).toBeVisible();
    await page.waitForTimeout(1500);
    expect((await plan()).level).toBe("invited");
    await axe(page);
    await page.getByRole("button", { name: "Leave it as it was" }).click();
    await expect(page.getByRole("radio", { name: "Invited", exact: true })).toBeChecked();
  });
});

test("the maison's dress: a faint accent is refused with the nearest, worn on the door as hooks alone, and taken off again", async ({ house, visit, axe }) => {
  const event = await house.announce("invited");
  const link = await event.link("ines");
  const look = async () => {
    const guest = await visit();
    await guest.page.goto(link);
    await expect(guest.page.getByRole("heading", { level: 1 })).toBeVisible();
    const seen = await guest.page.evaluate(() => {
      const root = getComputedStyle(document.documentElement);
      const key = document.querySelector(".btn--main");
      const box = key?.getBoundingClientRect();
      return {
        accent: root.getPropertyValue("--maison-accent").trim(),
        curtain: root.getPropertyValue("--curtain").trim(),
        stop: root.getPropertyValue("--stop").trim(),
        key: key ? getComputedStyle(key).backgroundColor : "",
        face: getComputedStyle(document.querySelector("h1") ?? document.body).fontFamily.split(",")[0],
        keyBox: box ? [Math.round(box.width), Math.round(box.height)] : [],
      };
    });
    await axe(guest.page);
    return seen;
  };
  const before = await look();
  const { page } = await visit({ staff: "elena" });
  await page.goto("/studio/maison");
  await axe(page);
  const accent = page.getByLabel("As a code, such as #1F4740").first();
  await accent.fill("#C98F7A");
  await expect(page.getByText("#C98F7A, refused: 2.23 to 1")).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: /^Take #[0-9A-F]{6}$/ }).click();
  const taken = await accent.inputValue();
  expect(taken).toMatch(/^#[0-9A-F]{6}$/);
  await expect(page.getByText(/^Reads well, 4\.\d+ to 1$/)).toBeVisible();
  await page.getByRole("radio", { name: /Italiana/ }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("The maison is saved.")).toBeVisible();
  await axe(page);
  const worn = await look();
  const rgb = `rgb(${[1, 3, 5].map((at) => Number.parseInt(taken.slice(at, at + 2), 16)).join(", ")})`;
  expect(worn).toEqual({ ...before, accent: taken, key: rgb, face: worn.face, keyBox: before.keyBox });
  expect([before.face, worn.face]).toEqual(["Newsreader", "Italiana"]);

  await accent.fill("");
  await page.getByRole("radio", { name: /Newsreader/ }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await until(async () => (await house.house.maison.read()).palette === null);
  expect(await look()).toEqual(before);
});
