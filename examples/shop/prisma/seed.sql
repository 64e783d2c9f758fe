-- Data for a fresh database, made by generate_series: the same numbers every time.
--
--   shop.orders   how many orders; everything else follows from it
--   shop.untidy   'on' adds what years of production leave behind: payments booked twice under one reference, and order
--                 items from before titles were kept
--
-- Set both with set_config before running it.

INSERT INTO "categories" ("slug", "name")
SELECT slug, initcap(slug)
FROM unnest(ARRAY['books', 'garden', 'kitchen', 'music', 'office', 'sports', 'tools', 'toys']) AS slug;

INSERT INTO "products" ("sku", "name", "description", "price_cents", "is_listed")
SELECT
  'SKU-' || lpad(n::text, 5, '0'),
  (ARRAY['Blue', 'Green', 'Heavy', 'Light', 'Little', 'Plain', 'Round', 'Tall'])[1 + n % 8] || ' ' ||
  (ARRAY['bowl', 'brush', 'drum', 'lamp', 'notebook', 'racket', 'saw', 'spade', 'top', 'vase'])[1 + n % 10] || ' ' || n,
  CASE WHEN n % 3 = 0 THEN NULL ELSE 'No. ' || n || ' of the collection' END,
  199 + (n * 37) % 9000,
  n % 20 <> 0
FROM generate_series(1, 500) AS n;

INSERT INTO "_CategoryToProduct" ("A", "B")
SELECT 1 + p."id" % 8, p."id" FROM "products" p;

INSERT INTO "stock_movements" ("product_id", "quantity", "reason")
SELECT p."id", 100 + p."id" % 400, 'opening stock' FROM "products" p;

-- The rest is right by construction. A superuser leaves out its 1.4 million foreign key checks, which are most of the time.
SELECT set_config('session_replication_role', 'replica', false)
FROM pg_roles WHERE rolname = current_user AND rolsuper;

INSERT INTO "customers" ("email", "name", "phone", "created_at")
SELECT
  'customer' || n || '@example.com',
  (ARRAY['Ada', 'Bo', 'Chidi', 'Dana', 'Eun', 'Farid', 'Gro', 'Hana'])[1 + n % 8] || ' ' ||
  (ARRAY['Abel', 'Berg', 'Castro', 'Diaz', 'Eriksen', 'Fofana', 'Gupta', 'Haas', 'Ito', 'Jansen'])[1 + n % 10],
  -- One customer in three has left no number.
  CASE WHEN n % 3 = 0 THEN NULL ELSE '+49 30 ' || lpad(n::text, 7, '0') END,
  TIMESTAMP '2025-11-05' + n * INTERVAL '7 minutes'
FROM generate_series(1, greatest(20, current_setting('shop.orders')::int / 4)) AS n;

INSERT INTO "addresses" ("customer_id", "line1", "postcode", "city", "country")
SELECT c."id", 'Street ' || c."id" % 900, lpad((c."id" % 99999)::text, 5, '0'), 'City ' || c."id" % 40, 'DE'
FROM "customers" c;

INSERT INTO "coupons" ("code", "percent_off", "valid_until")
SELECT 'SAVE' || n, n, TIMESTAMP '2026-12-31' FROM generate_series(5, 25, 5) AS n;

INSERT INTO "orders"
  ("customer_id", "shipping_address_id", "coupon_id", "status", "note", "total_cents", "placed_at", "updated_at")
SELECT
  c."id",
  a."id",
  CASE WHEN n % 10 = 0 THEN 1 + n % 5 END,
  (ARRAY['DELIVERED', 'DELIVERED', 'DELIVERED', 'SHIPPED', 'PAID', 'PENDING', 'CANCELLED', 'DELIVERED'])[1 + n % 8]::"order_status",
  CASE WHEN n % 6 = 0 THEN 'Please leave it with the neighbours, number ' || n % 60 END,
  500 + (n * 53) % 30000,
  TIMESTAMP '2025-11-06' + n * INTERVAL '150 seconds',
  TIMESTAMP '2025-11-07' + n * INTERVAL '150 seconds'
FROM generate_series(1, current_setting('shop.orders')::int) AS n
JOIN "customers" c ON c."id" = 1 + n % (SELECT max("id") FROM "customers")
JOIN "addresses" a ON a."customer_id" = c."id";

INSERT INTO "order_items" ("order_id", "product_id", "title", "quantity", "unit_price_cents")
SELECT o."id", p."id", p."name", 1 + o."id" % 3, p."price_cents"
FROM "orders" o
CROSS JOIN LATERAL generate_series(0, o."id" % 3) AS line
JOIN "products" p ON p."id" = 1 + (o."id" * 7 + line * 31) % 500;

INSERT INTO "payments" ("id", "order_id", "status", "amount_cents", "provider", "provider_reference", "created_at")
SELECT
  gen_random_uuid(), o."id", (CASE WHEN o."id" % 50 = 0 THEN 'FAILED' ELSE 'CAPTURED' END)::"payment_status",
  o."total_cents", (ARRAY['stripe', 'paypal', 'invoice'])[1 + o."id" % 3],
  CASE WHEN o."id" % 3 = 2 THEN NULL ELSE 'ref_' || md5(o."id"::text) END,
  o."placed_at" + INTERVAL '2 minutes'
FROM "orders" o
WHERE o."status" NOT IN ('PENDING', 'CANCELLED');

INSERT INTO "shipments" ("order_id", "carrier", "tracking_number", "shipped_at", "delivered_at")
SELECT
  o."id", (ARRAY['DHL', 'DPD', 'GLS', 'UPS'])[1 + o."id" % 4], 'TRK' || lpad(o."id"::text, 9, '0'),
  o."placed_at" + INTERVAL '1 day',
  CASE WHEN o."status" = 'DELIVERED' THEN o."placed_at" + INTERVAL '3 days' END
FROM "orders" o
WHERE o."status" IN ('SHIPPED', 'DELIVERED');

INSERT INTO "reviews" ("product_id", "customer_id", "rating", "body")
SELECT DISTINCT ON (i."product_id", o."customer_id")
  i."product_id", o."customer_id", 1 + o."id" % 5, CASE WHEN o."id" % 4 = 0 THEN NULL ELSE 'As described.' END
FROM "orders" o
JOIN "order_items" i ON i."order_id" = o."id"
WHERE o."id" % 20 = 0;

INSERT INTO "carts" ("id", "customer_id", "created_at", "checked_out_at")
SELECT gen_random_uuid(), c."id", TIMESTAMP '2026-11-01', CASE WHEN c."id" % 2 = 0 THEN TIMESTAMP '2026-11-02' END
FROM "customers" c
WHERE c."id" % 25 = 0;

INSERT INTO "cart_items" ("cart_id", "product_id", "quantity")
SELECT "id", 1 + row_number() OVER (ORDER BY "id") % 500, 1 FROM "carts";

-- Payments that a retried webhook booked twice.
INSERT INTO "payments" ("id", "order_id", "status", "amount_cents", "provider", "provider_reference", "created_at")
SELECT gen_random_uuid(), "order_id", "status", "amount_cents", "provider", "provider_reference", "created_at" + INTERVAL '9 seconds'
FROM "payments"
WHERE current_setting('shop.untidy') = 'on' AND "provider_reference" IS NOT NULL AND "order_id" % 5000 = 1;

-- Items that were sold before the title was kept with them.
UPDATE "order_items" SET "title" = NULL
WHERE current_setting('shop.untidy') = 'on' AND "id" <= 214;

SELECT set_config('session_replication_role', 'origin', false)
FROM pg_roles WHERE rolname = current_user AND rolsuper;

ANALYZE;
