-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Level" AS ENUM ('open', 'invited', 'confidential', 'sealed');

-- CreateEnum
CREATE TYPE "Mode" AS ENUM ('public', 'inviteOnly');

-- CreateEnum
CREATE TYPE "Format" AS ENUM ('online', 'hybrid', 'inStore');

-- CreateEnum
CREATE TYPE "Phase" AS ENUM ('draft', 'announced', 'doors', 'live', 'ended', 'cancelled', 'purged');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'producer', 'host', 'moderator', 'advisor', 'analyst');

-- CreateEnum
CREATE TYPE "GuestKind" AS ENUM ('guest', 'speaker');

-- CreateEnum
CREATE TYPE "Language" AS ENUM ('en', 'it', 'fr', 'de');

-- CreateEnum
CREATE TYPE "InvitationKind" AS ENUM ('personal', 'again');

-- CreateEnum
CREATE TYPE "LetterState" AS ENUM ('waiting', 'sent', 'failed');

-- CreateEnum
CREATE TYPE "LetterKind" AS ENUM ('invitation', 'again', 'staffInvite');

-- CreateEnum
CREATE TYPE "StaffInviteKind" AS ENUM ('join', 'recover');

-- CreateTable
CREATE TABLE "Maison" (
    "id" TEXT NOT NULL,
    "name" BYTEA NOT NULL,
    "wordmark" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Maison_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Staff" (
    "id" TEXT NOT NULL,
    "name" BYTEA NOT NULL,
    "email" BYTEA NOT NULL,
    "emailHash" BYTEA NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "roles" "Role"[],
    "isNarrowed" BOOLEAN NOT NULL DEFAULT false,
    "onlyEvents" TEXT[],
    "language" "Language" NOT NULL DEFAULT 'en',
    "invitedById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StaffInvite" (
    "id" TEXT NOT NULL,
    "kind" "StaffInviteKind" NOT NULL,
    "tokenHash" BYTEA,
    "name" BYTEA,
    "email" BYTEA,
    "roles" "Role"[],
    "onlyEvents" TEXT[],
    "staffId" TEXT,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "StaffInvite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "staffId" TEXT,
    "browser" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "signedInAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SessionIdentity" (
    "id" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "guestId" TEXT,
    "deviceId" TEXT,
    "boundAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SessionIdentity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Boutique" (
    "id" TEXT NOT NULL,
    "name" BYTEA NOT NULL,
    "city" BYTEA NOT NULL,
    "zone" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Boutique_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" TEXT NOT NULL,
    "level" "Level" NOT NULL,
    "mode" "Mode" NOT NULL,
    "format" "Format" NOT NULL,
    "phase" "Phase" NOT NULL DEFAULT 'draft',
    "wishes" JSONB NOT NULL,
    "title" BYTEA NOT NULL,
    "codeName" BYTEA NOT NULL,
    "place" BYTEA,
    "slug" BYTEA,
    "slugHash" BYTEA,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "zone" TEXT NOT NULL,
    "localStart" TEXT NOT NULL,
    "callName" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "lineSeq" INTEGER NOT NULL DEFAULT 0,
    "seatSeq" INTEGER NOT NULL DEFAULT 0,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "announcedAt" TIMESTAMPTZ(3),
    "doorsAt" TIMESTAMPTZ(3),
    "liveAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EventBoutique" (
    "eventId" TEXT NOT NULL,
    "boutiqueId" TEXT NOT NULL,

    CONSTRAINT "EventBoutique_pkey" PRIMARY KEY ("eventId","boutiqueId")
);

-- CreateTable
CREATE TABLE "Client" (
    "id" TEXT NOT NULL,
    "name" BYTEA NOT NULL,
    "email" BYTEA NOT NULL,
    "emailHash" BYTEA NOT NULL,
    "language" "Language" NOT NULL DEFAULT 'en',
    "advisorId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Client_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Guest" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "clientId" TEXT,
    "kind" "GuestKind" NOT NULL DEFAULT 'guest',
    "name" BYTEA NOT NULL,
    "number" INTEGER NOT NULL,
    "language" "Language" NOT NULL DEFAULT 'en',
    "boutiqueId" TEXT,
    "expectedAt" TIMESTAMPTZ(3),
    "mutedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Guest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" TEXT NOT NULL,
    "kind" "InvitationKind" NOT NULL DEFAULT 'personal',
    "eventId" TEXT NOT NULL,
    "guestId" TEXT NOT NULL,
    "tokenHash" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),
    "openedAt" TIMESTAMPTZ(3),
    "boundAt" TIMESTAMPTZ(3),
    "boundSessionId" TEXT,
    "expiresAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Seat" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "guestId" TEXT,
    "deviceId" TEXT,
    "staffId" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "endedWhy" TEXT,

    CONSTRAINT "Seat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Device" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "boutiqueId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "pairedById" TEXT,
    "pairedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Pairing" (
    "id" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "deviceId" TEXT,

    CONSTRAINT "Pairing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChatLine" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "guestId" TEXT,
    "staffId" TEXT,
    "body" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "hiddenAt" TIMESTAMPTZ(3),
    "hiddenById" TEXT,

    CONSTRAINT "ChatLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReactionMinute" (
    "eventId" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "bravo" INTEGER NOT NULL DEFAULT 0,
    "love" INTEGER NOT NULL DEFAULT 0,
    "wonder" INTEGER NOT NULL DEFAULT 0,
    "rose" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ReactionMinute_pkey" PRIMARY KEY ("eventId","place","minute")
);

-- CreateTable
CREATE TABLE "Letter" (
    "id" TEXT NOT NULL,
    "kind" "LetterKind" NOT NULL,
    "eventId" TEXT,
    "invitationId" TEXT,
    "inviteId" TEXT,
    "recipient" BYTEA NOT NULL,
    "content" BYTEA,
    "state" "LetterState" NOT NULL DEFAULT 'waiting',
    "fault" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "Letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Entry" (
    "id" TEXT NOT NULL,
    "chain" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "name" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "facts" JSONB NOT NULL,
    "prevHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "Entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Staff_emailHash_key" ON "Staff"("emailHash");

-- CreateIndex
CREATE UNIQUE INDEX "StaffInvite_tokenHash_key" ON "StaffInvite"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_staffId_idx" ON "Session"("staffId");

-- CreateIndex
CREATE INDEX "SessionIdentity_sessionId_eventId_idx" ON "SessionIdentity"("sessionId", "eventId");

-- CreateIndex
CREATE INDEX "SessionIdentity_guestId_idx" ON "SessionIdentity"("guestId");

-- CreateIndex
CREATE UNIQUE INDEX "Event_slugHash_key" ON "Event"("slugHash");

-- CreateIndex
CREATE UNIQUE INDEX "Event_callName_key" ON "Event"("callName");

-- CreateIndex
CREATE INDEX "Event_phase_startsAt_idx" ON "Event"("phase", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "Client_emailHash_key" ON "Client"("emailHash");

-- CreateIndex
CREATE UNIQUE INDEX "Guest_eventId_clientId_key" ON "Guest"("eventId", "clientId");

-- CreateIndex
CREATE UNIQUE INDEX "Guest_eventId_number_key" ON "Guest"("eventId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_guestId_idx" ON "Invitation"("guestId");

-- CreateIndex
CREATE INDEX "Invitation_eventId_idx" ON "Invitation"("eventId");

-- CreateIndex
CREATE INDEX "Seat_eventId_endedAt_idx" ON "Seat"("eventId", "endedAt");

-- CreateIndex
CREATE INDEX "Seat_guestId_idx" ON "Seat"("guestId");

-- CreateIndex
CREATE UNIQUE INDEX "Device_eventId_boutiqueId_number_key" ON "Device"("eventId", "boutiqueId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Pairing_codeHash_key" ON "Pairing"("codeHash");

-- CreateIndex
CREATE INDEX "Pairing_sessionId_idx" ON "Pairing"("sessionId");

-- CreateIndex
CREATE UNIQUE INDEX "ChatLine_eventId_seq_key" ON "ChatLine"("eventId", "seq");

-- CreateIndex
CREATE INDEX "Letter_eventId_idx" ON "Letter"("eventId");

-- CreateIndex
CREATE INDEX "Letter_invitationId_idx" ON "Letter"("invitationId");

-- CreateIndex
CREATE INDEX "Letter_state_createdAt_idx" ON "Letter"("state", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Entry_chain_seq_key" ON "Entry"("chain", "seq");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionIdentity" ADD CONSTRAINT "SessionIdentity_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionIdentity" ADD CONSTRAINT "SessionIdentity_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionIdentity" ADD CONSTRAINT "SessionIdentity_guestId_fkey" FOREIGN KEY ("guestId") REFERENCES "Guest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionIdentity" ADD CONSTRAINT "SessionIdentity_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventBoutique" ADD CONSTRAINT "EventBoutique_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventBoutique" ADD CONSTRAINT "EventBoutique_boutiqueId_fkey" FOREIGN KEY ("boutiqueId") REFERENCES "Boutique"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Guest" ADD CONSTRAINT "Guest_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Guest" ADD CONSTRAINT "Guest_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Guest" ADD CONSTRAINT "Guest_boutiqueId_fkey" FOREIGN KEY ("boutiqueId") REFERENCES "Boutique"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_guestId_fkey" FOREIGN KEY ("guestId") REFERENCES "Guest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seat" ADD CONSTRAINT "Seat_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seat" ADD CONSTRAINT "Seat_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seat" ADD CONSTRAINT "Seat_guestId_fkey" FOREIGN KEY ("guestId") REFERENCES "Guest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seat" ADD CONSTRAINT "Seat_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seat" ADD CONSTRAINT "Seat_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Device" ADD CONSTRAINT "Device_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Device" ADD CONSTRAINT "Device_boutiqueId_fkey" FOREIGN KEY ("boutiqueId") REFERENCES "Boutique"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChatLine" ADD CONSTRAINT "ChatLine_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChatLine" ADD CONSTRAINT "ChatLine_guestId_fkey" FOREIGN KEY ("guestId") REFERENCES "Guest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReactionMinute" ADD CONSTRAINT "ReactionMinute_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- The audit is append-only for whoever writes through SQL, too.
CREATE FUNCTION entry_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an entry of the audit is never changed';
END $$;
CREATE TRIGGER "Entry_append_only" BEFORE UPDATE OR DELETE ON "Entry" FOR EACH ROW EXECUTE FUNCTION entry_is_final();
