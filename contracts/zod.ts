import { config } from "zod";

config({ jitless: true }); // the CSP forbids eval; must run before the first schema is made
export * from "zod";
