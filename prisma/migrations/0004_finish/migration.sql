-- AlterTable
ALTER TABLE "Maison" ADD COLUMN     "setName" BYTEA;

-- CreateTable
CREATE TABLE "MaisonFont" (
    "id" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MaisonFont_pkey" PRIMARY KEY ("id")
);
