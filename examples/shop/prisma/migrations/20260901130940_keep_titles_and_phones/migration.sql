-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "phone" VARCHAR(32);

-- AlterTable
ALTER TABLE "order_items" ADD COLUMN     "title" TEXT;
