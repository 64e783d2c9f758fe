-- AlterTable
ALTER TABLE "payments" ADD COLUMN     "settled_at" TIMESTAMP(3);

-- CreateIndex
CREATE UNIQUE INDEX "payments_provider_reference_key" ON "payments"("provider_reference");
