-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "LetterKind" ADD VALUE 'change';
ALTER TYPE "LetterKind" ADD VALUE 'cancel';
ALTER TYPE "LetterKind" ADD VALUE 'thanks';

-- AlterTable
ALTER TABLE "Maison" ADD COLUMN     "accent" TEXT,
ADD COLUMN     "accentNight" TEXT,
ADD COLUMN     "displayFace" TEXT;

-- AlterTable
ALTER TABLE "Staff" ADD COLUMN     "passwordSetAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "Event" ADD COLUMN     "drillOf" TEXT,
ADD COLUMN     "welcome" BYTEA;

-- AlterTable
ALTER TABLE "Guest" ADD COLUMN     "brings" BYTEA,
ADD COLUMN     "companionOf" TEXT;

-- CreateTable
CREATE TABLE "Drill" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "startedById" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "tried" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "report" BYTEA,

    CONSTRAINT "Drill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProofPack" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "madeById" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "digest" BYTEA NOT NULL,

    CONSTRAINT "ProofPack_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Drill_eventId_startedAt_idx" ON "Drill"("eventId", "startedAt");

-- CreateIndex
CREATE INDEX "ProofPack_eventId_madeAt_idx" ON "ProofPack"("eventId", "madeAt");


