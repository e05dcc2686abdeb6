import path from "node:path";
import { defineConfig } from "prisma/config";

const root = import.meta.dirname;
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(root, "server/infra/embedded/schema-engine.mjs");

export default defineConfig({
  schema: path.join(root, "prisma/schema.prisma"),
  migrations: { path: path.join(root, "prisma/migrations") },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://none@127.0.0.1:1/none" }, // generate asks for an address and opens none
});
