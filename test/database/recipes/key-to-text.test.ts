import { provesPlans } from './proved.js'

suite('a key that becomes a text of the client, proved on a database', function () {
  this.timeout(60_000)

  const orders = (key: string, type: string) => `model Order {
  id    ${key}
  note  String?
  lines Line[]
}
model Line {
  id      Int    @id @default(autoincrement())
  orderId ${type}
  place   Int
  order   Order  @relation(fields: [orderId], references: [id], onDelete: Cascade)
  @@unique([orderId, place])
}
`
  const numbered = orders('Int @id @default(autoincrement())', 'Int')

  provesPlans('key-to-text', {
    'with cuid()': { before: numbered, after: orders('String @id @default(cuid())', 'String') },
    'of a length, where rows keep their numbers': {
      before: numbered,
      after: orders('String @id @default(cuid()) @db.VarChar(30)', 'String @db.VarChar(30)'),
      answers: { values: 'number' },
    },
  })
})
