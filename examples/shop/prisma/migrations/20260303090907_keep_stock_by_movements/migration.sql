-- CreateTable
CREATE TABLE "stock_movements" (
    "id" BIGSERIAL NOT NULL,
    "product_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stock_movements_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "stock_movements_product_id_idx" ON "stock_movements"("product_id");

-- AddForeignKey
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: every movement changes the product's stock in the same transaction.
CREATE FUNCTION "apply_stock_movement"() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "products" SET "stock" = "stock" + NEW."quantity" WHERE "id" = NEW."product_id";
  RETURN NEW;
END;
$$;

CREATE TRIGGER "stock_movements_apply"
AFTER INSERT ON "stock_movements"
FOR EACH ROW EXECUTE FUNCTION "apply_stock_movement"();
