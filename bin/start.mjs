import { existsSync } from "node:fs";

const house = new URL("../build/house.js", import.meta.url);
if (!existsSync(house)) {
  console.error("Sipario is not built yet. Run: npm run build");
  process.exit(1);
}
process.env.NODE_ENV ??= "production"; // before any import: express and react read it as they load
await import(house.href);
