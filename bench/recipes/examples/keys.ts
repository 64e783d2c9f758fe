import type { RecipeExample } from '../example.js'

const orders = (key: string, type: string) => `
model Order {
  id    ${key}
  note  String?
  lines Line[]
}

model Line {
  id      Int    @id @default(autoincrement())
  product String
  orderId ${type}
  order   Order  @relation(fields: [orderId], references: [id], onDelete: Cascade)
  @@index([orderId])
}
`

const rows = [
  `INSERT INTO "Order" ("note") SELECT 'Note ' || n FROM generate_series(1, :rows) n`,
  `INSERT INTO "Line" ("product", "orderId") SELECT 'Product ' || n, n FROM generate_series(1, :rows) n`,
]

const counted = orders('Int @id @default(autoincrement())', 'Int')

/** Primary keys that get another type or other columns. */
export const keyExamples: readonly RecipeExample[] = [
  {
    recipe: 'key-to-bigint',
    before: counted,
    after: orders('BigInt @id @default(autoincrement())', 'BigInt'),
    rows,
  },
  {
    recipe: 'key-to-uuid',
    before: counted,
    after: orders(
      'String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid',
      'String @db.Uuid',
    ),
    rows,
  },
  {
    recipe: 'key-to-text',
    before: counted,
    after: orders('String @id @default(cuid())', 'String'),
    rows,
  },
  {
    recipe: 'change-primary-key',
    before: `
model Item {
  id   Int    @id @default(autoincrement())
  code String @unique
  name String
}
`,
    after: `
model Item {
  id   Int    @unique @default(autoincrement())
  code String @id
  name String
}
`,
    rows: [
      `INSERT INTO "Item" ("code", "name") SELECT 'I-' || n, 'Item ' || n FROM generate_series(1, :rows) n`,
    ],
  },
]
