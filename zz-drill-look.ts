import { readFileSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { chromium as pw } from "@playwright/test";
const { elena, ids, origin } = JSON.parse(readFileSync("/tmp/sip-drill/seed.json", "utf8"));
const browser = await pw.launch({ executablePath: await chromium.executablePath(), args: chromium.args.filter((a) => a !== "--single-process") });
const lang = process.argv[2] ?? "en";
const size = process.argv[3] === "phone" ? { width: 390, height: 844 } : { width: 1440, height: 900 };
const ctx = await browser.newContext({ viewport: size, locale: lang });
await ctx.addCookies([{ name: "sipario", value: elena, url: origin }]);
const page = await ctx.newPage();
page.on("console", (m) => m.type() === "error" && console.log("console", m.text().slice(0, 200)));
await page.goto(`${origin}/studio/events/${ids[0]}/drill`);
if (process.argv[4] === "begin") {
  await page.screenshot({ path: "/tmp/sip-drill/before.png", fullPage: true });
  await page.locator("form[action$='/start'] button").click();
  await page.locator("[data-testid=drill-now]").waitFor({ timeout: 30000 });
  await page.waitForTimeout(9000);
  await page.screenshot({ path: "/tmp/sip-drill/running.png", fullPage: true });
  await page.locator("[data-testid=drill-found]").waitFor({ timeout: 200000 });
}
await page.screenshot({ path: `/tmp/sip-drill/after-${lang}-${process.argv[3] ?? "desk"}.png`, fullPage: true });
console.log(page.url(), await page.title(), await page.locator("[data-testid=drill-found]").textContent().catch(() => "none"));
await browser.close();
