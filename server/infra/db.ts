import { PrismaPg } from "@prisma/adapter-pg";
import type { Prisma } from "#prisma/generated/client.ts";
import { PrismaClient } from "#prisma/generated/client.ts";

/** A client for the house's database. Only boot builds one. */
export const openDb = (url: string) =>
  new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: 12, connectionTimeoutMillis: 3000 }),
    transactionOptions: { maxWait: 10_000, timeout: 15_000 },
  });
export type Db = ReturnType<typeof openDb>;
/** A transaction, or the client itself where no transaction is needed. */
export type Tx = Prisma.TransactionClient;
