import type { ShownPlan } from './shownPlans.js'

const giftCards = `model GiftCard {
  id           Int    @id @default(autoincrement())
  code         String @unique
  balanceCents Int    @map("balance_cents")

  @@map("gift_cards")
}

model Voucher {
  id         Int    @id @default(autoincrement())
  code       String @unique
  percentOff Int    @map("percent_off")

  @@map("vouchers")
}

`
const discounts = `enum DiscountKind {
  GIFT_CARD
  VOUCHER

  @@map("discount_kind")
}

model Discount {
  id           Int          @id @default(autoincrement())
  kind         DiscountKind
  legacyId     Int?         @map("legacy_id")
  code         String
  balanceCents Int?         @map("balance_cents")
  percentOff   Int?         @map("percent_off")

  @@unique([kind, legacyId])
  @@unique([kind, code])
  @@map("discounts")
}

`

/** Two models that only this page knows, and the one that they become. */
export const mergedTables: ShownPlan = {
  name: 'plan',
  first: {
    sql: `CREATE TABLE "gift_cards" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "code" TEXT NOT NULL,
  "balance_cents" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "gift_cards_code_key" ON "gift_cards"("code");
CREATE TABLE "vouchers" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "code" TEXT NOT NULL,
  "percent_off" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "vouchers_code_key" ON "vouchers"("code");
`,
    edit: ['model StockMovement {\n', `${giftCards}model StockMovement {\n`],
  },
  edit: [giftCards, discounts],
  answers: [],
}
