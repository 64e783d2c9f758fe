import { mergedTables } from './shownMerge.js'

export type ShownPlan = {
  /** How the marks of the page call it. */
  readonly name: string
  /** Line of the shop's schema, and what the user makes of it. */
  readonly edit: readonly [before: string, after: string]
  /** Where one edit does not tell the whole change. */
  readonly also?: readonly (readonly [before: string, after: string])[]
  /** What every other model and enum gets as its last line. */
  readonly elsewhere?: string
  readonly answers: readonly string[]
  /** What is in the project before: a migration, and the edit of the schema that goes with it. */
  readonly first?: {
    readonly sql: string
    readonly edit: readonly [before: string, after: string]
  }
}

const phone = '  phone          String?   @db.VarChar(32)\n'
const note = '  note              String?\n'

const customerName = '@unique @db.Citext\n  name           String\n'
const addressLines = '  line1      String\n  line2      String?\n'

const categoryName = '  slug     String     @unique\n  name     String\n'
const uniqueName = categoryName.replace('name     String', 'name     String     @unique')

const review = `model Review {
  id         Int      @id @default(autoincrement())
  productId  Int      @map("product_id")
  customerId Int      @map("customer_id")
  rating     Int      @db.SmallInt
  body       String?
  createdAt  DateTime @default(now()) @map("created_at")
  product    Product  @relation(fields: [productId], references: [id], onDelete: Cascade)
  customer   Customer @relation(fields: [customerId], references: [id])

  @@unique([productId, customerId])
  @@map("reviews")
}
`

const reference = '  providerReference String?       @unique @map("provider_reference")\n'
const refundOf = '  refundOf          String?       @map("refund_of") @db.Uuid\n'
const refundRelation =
  '  refunded Payment? @relation("Refunds", fields: [refundOf], references: [id])\n  refunds Payment[] @relation("Refunds")\n'
const address =
  '  customer   Customer @relation(fields: [customerId], references: [id], onDelete: Cascade)\n'

const tracking = `  trackingNumber String?   @map("tracking_number")
  shippedAt      DateTime? @map("shipped_at")
  deliveredAt    DateTime? @map("delivered_at")
`
const shipmentTracking = `model ShipmentTracking {
  shipmentId Int      @id @map("shipment_id")
${tracking}  shipment   Shipment @relation(fields: [shipmentId], references: [id], onDelete: Cascade)

  @@map("shipment_tracking")
}

`

const email = '  email          String    @unique @db.Citext\n'
const customerEmail = `model CustomerEmail {
  id         Int      @id @default(autoincrement())
  customerId Int      @map("customer_id")
  address    String   @unique @db.Citext
  isPrimary  Boolean  @default(false) @map("is_primary")
  customer   Customer @relation(fields: [customerId], references: [id], onDelete: Cascade)

  @@map("customer_emails")
}

`

const productCategory = `model ProductCategory {
  productId  Int
  categoryId Int
  addedAt    DateTime @default(now()) @map("added_at")
  product    Product  @relation(fields: [productId], references: [id])
  category   Category @relation(fields: [categoryId], references: [id])

  @@id([productId, categoryId])
}

`

const movement = `model StockMovement {
  id        BigInt   @id @default(autoincrement())
  productId Int      @map("product_id")
  quantity  Int
`

const couponId = '  id         Int       @id @default(autoincrement())\n  code       String '
const numbered = 'Int       @id @default(autoincrement())'
const couponCode = '  code       String    @unique @db.VarChar(24)\n'
const carrier = '  carrier        String\n'
const listed = '  isListed    Boolean         @default(true) @map("is_listed")\n'
const touched = '  updatedAt   DateTime        @updatedAt @map("updated_at")\n'
const datasource = '  provider = "postgresql"\n'
const stock = '  stock       Int             @default(0)\n'

/** The changes to the example shop of which the pages show the plans. */
export const shown: Readonly<Record<string, readonly ShownPlan[]>> = {
  'rename-column': [
    { name: 'plan', edit: [phone, phone.replace('phone ', 'mobile')], answers: [] },
  ],
  'split-column': [
    {
      name: 'plan',
      edit: [
        customerName,
        customerName.replace(
          '  name           String\n',
          '  givenName      String    @map("given_name")\n  familyName     String?   @map("family_name")\n',
        ),
      ],
      answers: [],
    },
  ],
  'merge-columns': [
    {
      name: 'plan',
      edit: [addressLines, '  street     String\n'],
      answers: ['line1="street"', 'line2=NULL'],
    },
  ],
  'split-table': [
    {
      name: 'plan',
      edit: [tracking, '  tracking       ShipmentTracking?\n'],
      also: [['model StockMovement {\n', `${shipmentTracking}model StockMovement {\n`]],
      answers: [],
    },
  ],
  'value-to-table': [
    {
      name: 'plan',
      edit: [email, '  emails         CustomerEmail[]\n'],
      also: [['model Address {\n', `${customerEmail}model Address {\n`]],
      answers: [],
    },
  ],
  'shadow-table': [
    {
      name: 'plan',
      edit: ['  note              String?\n', '  note              String\n'],
      also: [
        [
          '  totalCents        Int         @map',
          '  totalCents        BigInt      @map',
        ],
      ],
      answers: ["value of note=''"],
    },
  ],
  'merge-tables': [mergedTables],
  'many-to-many': [
    {
      name: 'plan',
      edit: ['  couponId          Int?        @map("coupon_id")\n', ''],
      also: [
        [
          '  coupon            Coupon?     @relation(fields: [couponId], references: [id])\n',
          '  coupons           Coupon[]\n',
        ],
      ],
      answers: [],
    },
  ],
  'explicit-join-model': [
    {
      name: 'plan',
      edit: ['  categories  Category[]\n', '  categories  ProductCategory[]\n'],
      also: [
        ['  products Product[]\n', '  products ProductCategory[]\n'],
        ['model StockMovement {\n', `${productCategory}model StockMovement {\n`],
      ],
      answers: [],
    },
  ],
  'add-required-column': [
    {
      name: 'constant',
      edit: [note, `  currency          String\n${note}`],
      answers: ["value='EUR'"],
    },
    {
      name: 'expression',
      edit: [note, `  summary           String\n${note}`],
      answers: ["value=coalesce(note, '')"],
    },
  ],
  'set-not-null': [{ name: 'plan', edit: [phone, phone.replace('String?', 'String ')], answers: [] }],
  'add-index': [
    {
      name: 'plan',
      edit: ['  @@map("customers")\n', '  @@index([createdAt])\n  @@map("customers")\n'],
      answers: [],
    },
  ],
  'add-unique': [
    { name: 'plan', edit: [categoryName, uniqueName], answers: [] },
    { name: 'refuse', edit: [categoryName, uniqueName], answers: ['duplicates=refuse'] },
  ],
  'add-enum-value': [
    { name: 'plan', edit: ['  RETURNED\n', '  RETURNED\n  LOST\n'], answers: [] },
  ],
  'rename-enum-value': [
    { name: 'plan', edit: ['  CANCELLED\n', '  CANCELED\n'], answers: [] },
  ],
  'remove-enum-value': [
    { name: 'plan', edit: ['  RETURNED\n', ''], answers: ['rows=CANCELLED'] },
  ],
  'drop-table': [
    {
      name: 'plan',
      edit: [review, ''],
      also: [
        ['  reviews        Review[]\n', ''],
        ['  reviews     Review[]\n', ''],
      ],
      answers: [],
    },
  ],
  'add-foreign-key': [
    {
      name: 'plan',
      first: {
        sql: 'ALTER TABLE "payments" ADD COLUMN "refund_of" UUID;\n',
        edit: [reference, `${reference}${refundOf}`],
      },
      edit: [refundOf, `${refundOf}${refundRelation}`],
      answers: [],
    },
  ],
  'change-referential-action': [
    { name: 'plan', edit: [address, address.replace('Cascade', 'Restrict')], answers: [] },
  ],
  'widen-type': [{ name: 'plan', edit: [phone, phone.replace('32', '64')], answers: [] }],
  'shrink-type': [{ name: 'plan', edit: [phone, phone.replace('32', '20')], answers: [] }],
  'change-type': [
    {
      name: 'plan',
      edit: ['@map("percent_off") @db.SmallInt', '@map("percent_off")'],
      answers: [],
    },
  ],
  'convert-type': [
    {
      name: 'plan',
      edit: ['postcode   String   @db.VarChar(16)', 'postcode   Int'],
      answers: [],
    },
  ],
  'scalar-to-list': [
    { name: 'plan', edit: [carrier, carrier.replace('String', 'String[]')], answers: [] },
  ],
  'int-to-bigint': [
    { name: 'plan', edit: ['totalCents        Int ', 'totalCents        BigInt '], answers: [] },
  ],
  'key-to-bigint': [
    {
      name: 'plan',
      edit: [couponId, couponId.replace('Int ', 'BigInt ')],
      also: [['couponId          Int?', 'couponId          BigInt?']],
      answers: [],
    },
  ],
  'key-to-uuid': [
    {
      name: 'plan',
      edit: [couponId, couponId.replace(numbered, 'String    @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid')],
      also: [['couponId          Int? ', 'couponId          String? @db.Uuid ']],
      answers: [],
    },
  ],
  'key-to-text': [
    {
      name: 'plan',
      edit: [couponId, couponId.replace(numbered, 'String    @id @default(cuid())')],
      also: [['couponId          Int? ', 'couponId          String? ']],
      answers: ['values=number'],
    },
  ],
  'timestamp-to-timestamptz': [
    {
      name: 'plan',
      edit: ['@map("placed_at")', '@map("placed_at") @db.Timestamptz(3)'],
      answers: [],
    },
  ],
  'text-to-enum': [
    {
      name: 'plan',
      edit: [
        `${movement}  reason    String\n`,
        `enum MovementReason {\n  purchase\n  sale\n  count\n}\n\n${movement}  reason    MovementReason\n`,
      ],
      answers: [],
    },
  ],
  'change-primary-key': [
    {
      name: 'plan',
      edit: [movement, movement.replace('@id ', '@unique ')],
      also: [
        [
          '  @@index([productId])\n  @@map("stock_movements")\n',
          '  @@id([productId, id])\n  @@index([productId])\n  @@map("stock_movements")\n',
        ],
      ],
      answers: [],
    },
  ],
  'add-check': [
    {
      name: 'plan',
      edit: [
        movement,
        movement.replace(
          '  quantity ',
          '  /// concertina-check stock_movements_quantity_not_zero: quantity <> 0\n  quantity ',
        ),
      ],
      answers: [],
    },
  ],
  'drop-index': [
    { name: 'plan', edit: ['  @@index([placedAt])\n', ''], answers: [] },
    { name: 'unique', edit: [couponCode, couponCode.replace(' @unique', '')], answers: [] },
  ],
  'drop-not-null': [
    { name: 'plan', edit: [carrier, carrier.replace('String', 'String?')], answers: [] },
  ],
  'change-default': [
    { name: 'plan', edit: [stock, stock.replace('0', '10')], answers: [] },
    { name: 'none', edit: [stock, stock.replace(' @default(0)', '')], answers: [] },
  ],
  'drop-column': [{ name: 'plan', edit: ['  description String?\n', ''], answers: [] }],
  'rename-table': [
    {
      name: 'plan',
      edit: ['model Shipment {', 'model Parcel {'],
      also: [
        ['  shipments         Shipment[]\n', '  shipments         Parcel[]\n'],
        ['@@map("shipments")', '@@map("parcels")'],
      ],
      answers: [],
    },
  ],
  'rename-column-view': [
    { name: 'plan', edit: [phone, phone.replace('phone ', 'mobile')], answers: [] },
  ],
  'move-schema': [
    {
      name: 'plan',
      edit: [datasource, `${datasource}  schemas  = ["public", "logistics"]\n`],
      also: [['@@map("shipments")\n', '@@map("shipments")\n  @@schema("logistics")\n']],
      elsewhere: '@@schema("public")',
      answers: [],
    },
  ],
  'updated-at': [
    { name: 'plan', edit: [listed, `${listed}${touched}`], answers: [] },
    {
      name: 'row',
      edit: [listed, `${listed}${touched}`],
      answers: ['value=created_at', 'trigger=stays'],
    },
    { name: 'over', edit: ['@updatedAt @map', '@default(now()) @map'], answers: [] },
  ],
}
