-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "marketing_opt_in" BOOLEAN NOT NULL DEFAULT false;
