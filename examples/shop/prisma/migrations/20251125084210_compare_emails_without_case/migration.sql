-- CreateExtension
CREATE EXTENSION IF NOT EXISTS "citext";

-- AlterTable
ALTER TABLE "customers" ALTER COLUMN "email" SET DATA TYPE CITEXT;
