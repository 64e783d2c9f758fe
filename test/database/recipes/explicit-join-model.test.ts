import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import { alternatives } from '../../../server/src/recipes/alternatives.js'
import { noFilter, startEngine, temporaryCache } from '../../support/engine.js'
import { schemaAfter } from '../plans/proving.js'
import { pendingChange, schemaText, type SchemaChange } from './pendingChange.js'
import { provesPlans } from './proved.js'

const implicit = `
model Post {
  id   Int   @id
  tags Tag[]
}
model Tag {
  id    String @id
  posts Post[]
}`

const explicit = (body: string) => `
model Post {
  id   Int       @id
  tags Tagging[]
}
model Tag {
  id    String    @id
  posts Tagging[]
}
model Tagging {
${body}
}`

const relations = `  postId Int
  tagId  String
  post   Post   @relation(fields: [postId], references: [id])
  tag    Tag    @relation(fields: [tagId], references: [id], onDelete: Cascade)
`

const inShop = (posts: string, join: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "Shop's"]
}
model Zebra {
  id   Int @id @map("The id")
  kept ${posts}
  @@map("It's a.Zebra")
  @@schema("Shop's")
}
model Keeper {
  id   String @id
  has  ${posts === 'Keeper[] @relation("who keeps")' ? 'Zebra[] @relation("who keeps")' : posts}
  @@schema("Shop's")
}
${join}`

const changes: Readonly<Record<string, SchemaChange>> = {
  'a model with a key over both': {
    before: implicit,
    after: explicit(`${relations}\n  @@id([postId, tagId])`),
  },
  'a key in the other order, an index and names of its own': {
    before: implicit,
    after: explicit(
      `${relations}\n  @@unique([tagId, postId], map: "one of a kind")\n  @@index([tagId])\n  @@map("taggings")`,
    ),
  },
  'under odd names, in another schema, by a named relation': {
    first: `CREATE SCHEMA "Shop's";`,
    before: inShop('Keeper[] @relation("who keeps")', ''),
    after: inShop(
      'Keeping[]',
      `model Keeping {
  zebra    Zebra  @relation(fields: [zebraId], references: [id])
  zebraId  Int    @map("zebra id")
  keeper   Keeper @relation(fields: [keeperId], references: [id])
  keeperId String
  @@id([zebraId, keeperId])
  @@schema("Shop's")
}`,
    ),
  },
}

suite('explicit-join-model: the answer that keeps the table leaves nothing pending', () => {
  const cache = temporaryCache()
  let engine: Engine | undefined
  suiteSetup(() => {
    engine = startEngine(cache.folder)
  })
  suiteTeardown(async () => {
    await engine?.end()
    cache.remove()
  })

  for (const [title, change] of Object.entries(changes))
    test(title, async () => {
      assert.ok(engine)
      const found = alternatives(await pendingChange(engine, change)).filter((one) =>
        one.title.startsWith('Keep the table "_'),
      )
      assert.equal(found.length, 1)
      const answer = found[0]?.answer
      const edited = schemaAfter(
        schemaText(change.after),
        answer?.kind === 'schema' ? answer.edits : [],
      )
      assert.ok(edited.kind === 'files')
      const left = await engine.diff({
        at: 3,
        files: edited.files,
        filter: noFilter,
        direction: 'toSchema',
      })
      assert.ok(left.kind === 'script', JSON.stringify(left))
      assert.equal(left.sql.replace(/^-- This is an empty migration\.\s*/, '').trim(), '')
    })
})

suite('explicit-join-model: proved on a real server', () => {
  provesPlans('explicit-join-model', {
    'columns with and without a default, an index that the key makes superfluous': {
      before: implicit,
      after: explicit(
        `${relations}  addedAt DateTime @default(now()) @map("added at")
  note    String?
  weight  Int      @default(1)\n\n  @@id([postId, tagId])\n  @@index([postId])`,
      ),
    },
    'under odd names, in another schema': {
      ...changes['under odd names, in another schema, by a named relation'],
      before: inShop('Keeper[] @relation("who keeps")', ''),
      after: inShop(
        'Keeping[]',
        `model Keeping {
  zebra    Zebra  @relation(fields: [zebraId], references: [id])
  zebraId  Int    @map("zebra id")
  keeper   Keeper @relation(fields: [keeperId], references: [id])
  keeperId String
  since    DateTime? @map("Since. when")
  @@id([zebraId, keeperId])
  @@schema("Shop's")
}`,
      ),
    },
  })
})
