-- CreateEnum
CREATE TYPE "SignedInBy" AS ENUM ('password', 'totp', 'passkey', 'recoveryCode', 'link');

-- CreateEnum
CREATE TYPE "ConsentKind" AS ENUM ('sealedOnline', 'levelLowered', 'purge');

-- CreateEnum
CREATE TYPE "AgreementKind" AS ENUM ('signed', 'refused');

-- CreateEnum
CREATE TYPE "GuestKeyKind" AS ENUM ('passkey', 'software');

-- CreateEnum
CREATE TYPE "FileKind" AS ENUM ('picture', 'document');

-- AlterEnum
ALTER TYPE "LetterKind" ADD VALUE 'receipt';

-- AlterTable
ALTER TABLE "Maison" ADD COLUMN     "generation" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Staff" ADD COLUMN     "ownerConfirmedAt" TIMESTAMPTZ(3),
ADD COLUMN     "ownerConfirmedById" TEXT,
ADD COLUMN     "totpSecret" BYTEA,
ADD COLUMN     "totpSetAt" TIMESTAMPTZ(3),
ADD COLUMN     "totpStep" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "signedInBy" "SignedInBy",
ADD COLUMN     "steppedUpAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "SessionIdentity" ADD COLUMN     "codeAt" TIMESTAMPTZ(3),
ADD COLUMN     "keyId" TEXT,
ADD COLUMN     "keyProvedAt" TIMESTAMPTZ(3),
ADD COLUMN     "requestKey" BYTEA;

-- AlterTable
ALTER TABLE "Event" ADD COLUMN     "agreementVersion" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "curtainAt" TIMESTAMPTZ(3),
ADD COLUMN     "earlyRevealedAt" TIMESTAMPTZ(3),
ADD COLUMN     "keyEpoch" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "networks" BYTEA,
ADD COLUMN     "purgeAt" TIMESTAMPTZ(3),
ADD COLUMN     "purgedAt" TIMESTAMPTZ(3),
ADD COLUMN     "quarantinedAt" TIMESTAMPTZ(3),
ADD COLUMN     "revealedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Guest" ADD COLUMN     "isEarly" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Seat" ADD COLUMN     "markCode" INTEGER;

-- AlterTable
ALTER TABLE "Device" ADD COLUMN     "armedById" TEXT,
ADD COLUMN     "armedUntil" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "StaffPasskey" (
    "id" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "credentialId" BYTEA NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "counter" INTEGER NOT NULL DEFAULT 0,
    "transports" TEXT[],
    "name" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "usedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "StaffPasskey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StaffRecoveryCode" (
    "id" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "StaffRecoveryCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Consent" (
    "id" TEXT NOT NULL,
    "kind" "ConsentKind" NOT NULL,
    "eventId" TEXT NOT NULL,
    "wish" TEXT,
    "askedById" TEXT NOT NULL,
    "askedReason" BYTEA NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "agreedById" TEXT,
    "agreedReason" BYTEA,
    "agreedAt" TIMESTAMPTZ(3),
    "usedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DoorCode" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "guestId" TEXT NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "givenById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "wrongTries" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3),
    "usedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DoorCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SeatMove" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "guestId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "approvedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SeatMove_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GuestKey" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "guestId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "kind" "GuestKeyKind" NOT NULL,
    "credentialId" BYTEA,
    "publicKey" BYTEA NOT NULL,
    "counter" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checkedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "GuestKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgreementText" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "language" "Language" NOT NULL,
    "body" BYTEA NOT NULL,
    "textHash" BYTEA NOT NULL,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AgreementText_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Agreement" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "kind" "AgreementKind" NOT NULL,
    "guestId" TEXT,
    "staffId" TEXT,
    "version" INTEGER NOT NULL,
    "language" "Language" NOT NULL,
    "textHash" BYTEA NOT NULL,
    "record" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "retainUntil" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Product" (
    "eventId" TEXT NOT NULL,
    "names" BYTEA NOT NULL,
    "price" BYTEA,
    "pictureId" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Product_pkey" PRIMARY KEY ("eventId")
);

-- CreateTable
CREATE TABLE "EventFile" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "kind" "FileKind" NOT NULL,
    "name" BYTEA NOT NULL,
    "mime" TEXT NOT NULL,
    "isVeiled" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EventFile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Seat_eventId_markCode_key" ON "Seat"("eventId", "markCode");

-- CreateIndex
CREATE UNIQUE INDEX "StaffPasskey_credentialId_key" ON "StaffPasskey"("credentialId");

-- CreateIndex
CREATE INDEX "StaffPasskey_staffId_idx" ON "StaffPasskey"("staffId");

-- CreateIndex
CREATE UNIQUE INDEX "StaffRecoveryCode_codeHash_key" ON "StaffRecoveryCode"("codeHash");

-- CreateIndex
CREATE INDEX "StaffRecoveryCode_staffId_idx" ON "StaffRecoveryCode"("staffId");

-- CreateIndex
CREATE INDEX "Consent_eventId_kind_idx" ON "Consent"("eventId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "DoorCode_codeHash_key" ON "DoorCode"("codeHash");

-- CreateIndex
CREATE INDEX "DoorCode_guestId_idx" ON "DoorCode"("guestId");

-- CreateIndex
CREATE UNIQUE INDEX "SeatMove_codeHash_key" ON "SeatMove"("codeHash");

-- CreateIndex
CREATE INDEX "SeatMove_guestId_idx" ON "SeatMove"("guestId");

-- CreateIndex
CREATE UNIQUE INDEX "GuestKey_credentialId_key" ON "GuestKey"("credentialId");

-- CreateIndex
CREATE INDEX "GuestKey_guestId_idx" ON "GuestKey"("guestId");

-- CreateIndex
CREATE UNIQUE INDEX "AgreementText_eventId_version_language_key" ON "AgreementText"("eventId", "version", "language");

-- CreateIndex
CREATE INDEX "Agreement_eventId_idx" ON "Agreement"("eventId");

-- CreateIndex
CREATE INDEX "Agreement_guestId_idx" ON "Agreement"("guestId");

-- CreateIndex
CREATE INDEX "Agreement_staffId_idx" ON "Agreement"("staffId");

-- CreateIndex
CREATE INDEX "EventFile_eventId_idx" ON "EventFile"("eventId");

-- AddForeignKey
ALTER TABLE "StaffPasskey" ADD CONSTRAINT "StaffPasskey_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StaffRecoveryCode" ADD CONSTRAINT "StaffRecoveryCode_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Product" ADD CONSTRAINT "Product_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventFile" ADD CONSTRAINT "EventFile_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


