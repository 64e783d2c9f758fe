import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import { startEngine, temporaryCache } from '../../support/engine.js'
import { draftOf, offersFor, pendingChange, prove, type SchemaChange } from './pendingChange.js'

suite('widen-type, proved on a database', function () {
  this.timeout(60_000)
  const cache = temporaryCache()
  const engine: Engine = startEngine(cache.folder)
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  const proves = (title: string, change: SchemaChange) =>
    test(title, async () => {
      const pending = await pendingChange(engine, change)
      const [offer] = offersFor(pending).filter(({ recipe }) => recipe === 'widen-type')
      assert.ok(offer)
      const report = await prove(engine, pending, offer, draftOf(pending, 'widen-type'))
      assert.ok(report.kind === 'proved', JSON.stringify(report, null, 2))
    })

  proves('a longer varchar in a unique index, an index and a check', {
    before:
      'model User {\n id Int @id\n code String @unique @db.VarChar(20)\n org Int\n @@index([org, code])\n}\n',
    handmade: `ALTER TABLE "User" ADD CONSTRAINT "filled" CHECK ("code" <> '');`,
    after: 'model User {\n id Int @id\n code String @unique\n org Int\n @@index([org, code])\n}\n',
  })
  proves('a key that another table refers to, under names in quotes and in two schemas', {
    before: `datasource db {
  provider = "postgresql"
  schemas  = ["public", "Sales dep"]
}
model Code {
  id    String @id @map("The code") @db.VarChar(10)
  uses  Use[]
  @@map("Code table")
  @@schema("Sales dep")
}
model Use {
  id   Int    @id
  code String @db.VarChar(10)
  to   Code   @relation(fields: [code], references: [id])
  @@schema("public")
}
`,
    after: `datasource db {
  provider = "postgresql"
  schemas  = ["public", "Sales dep"]
}
model Code {
  id    String @id @map("The code") @db.VarChar(40)
  uses  Use[]
  @@map("Code table")
  @@schema("Sales dep")
}
model Use {
  id   Int    @id
  code String @db.VarChar(10)
  to   Code   @relation(fields: [code], references: [id])
  @@schema("public")
}
`,
  })
  proves('more digits before the point, with a default', {
    before: 'model Item {\n id Int @id\n price Decimal? @default(1.5) @db.Decimal(8, 2)\n}\n',
    after: 'model Item {\n id Int @id\n price Decimal? @default(1.5) @db.Decimal(12, 2)\n}\n',
  })
})
