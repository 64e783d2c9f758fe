-- By hand: Prisma has no CHECK constraints.
ALTER TABLE "products" ADD CONSTRAINT "products_price_not_negative" CHECK ("price_cents" >= 0);

ALTER TABLE "products" ADD CONSTRAINT "products_stock_not_negative" CHECK ("stock" >= 0);

ALTER TABLE "order_items" ADD CONSTRAINT "order_items_quantity_positive" CHECK ("quantity" > 0);
