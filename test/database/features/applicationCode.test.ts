import assert from 'node:assert/strict'
import type { Client } from 'pg'
import ts from 'typescript'
import { applicationCode } from '../../../server/src/features/applicationCode/applicationCode.js'
import { readPlan } from '../../../server/src/plans/document/readPlan.js'
import { createTestDatabase, type TestDatabase } from '../../support/embeddedPostgres.js'
import { schemaOf } from '../../support/rules.js'
import { draft, folderOf, written } from '../../unit/plans/smallPlan.js'

type Names = { first: string | null; last: string | null }
type Code = {
  readUserFirstLast(client: unknown, key: object, shape: string): Promise<Names | undefined>
  writeUserFirstLast(client: unknown, key: object, data: Names): Promise<void>
  toUserFirstLast(client: unknown, source: { name: string | null }): Promise<Names>
  toUserName(client: unknown, source: Names): Promise<{ name: string | null }>
}

const tenant = '0b0e0c2e-0000-4000-8000-000000000001'
const key = { tenant, id: 1 }

suite('the application code of a plan, executed', function () {
  this.timeout(60_000)
  let database: TestDatabase
  let session: Client
  let code: Code
  let client: ReturnType<typeof clientOf>
  suiteSetup(async () => {
    database = await createTestDatabase()
    session = await database.connect()
    await session.query(
      `CREATE TABLE "User" (tenant uuid, id int, name text, first text, last text, PRIMARY KEY (tenant, id));
       INSERT INTO "User" VALUES ('${tenant}', 1, 'Ada Lovelace', NULL, NULL)`,
    )
    code = await loaded()
    client = clientOf(session)
  })
  suiteTeardown(async () => {
    await session.end()
    await database.drop()
  })

  test('reads a row that is not migrated by the expressions of the plan', async () => {
    const read = await code.readUserFirstLast(client, key, 'old')
    assert.deepEqual(read, { first: 'Ada', last: 'Lovelace' })
    assert.equal(await code.readUserFirstLast(client, { tenant, id: 2 }, 'old'), undefined)
  })

  test('makes each shape of the other, for values that stand in no row', async () => {
    const made = await code.toUserFirstLast(client, { name: "Grace O'Hopper" })
    assert.deepEqual(made, { first: 'Grace', last: "O'Hopper" })
    assert.deepEqual(await code.toUserName(client, made), { name: "Grace O'Hopper" })
  })

  test('writes both shapes', async () => {
    await code.writeUserFirstLast(client, key, { first: 'Grace', last: 'Hopper' })
    const { rows } = await session.query<object>('SELECT name, first, last FROM "User"')
    assert.deepEqual(rows, [{ name: 'Grace Hopper', first: 'Grace', last: 'Hopper' }])
  })
})

async function loaded(): Promise<Code> {
  const phases = draft.phases.map((phase) => ({
    ...phase,
    schemaEdits: ['first', 'last'].map(
      (field) => ({ kind: 'putField', model: 'User', field, definition: 'String?' }) as const,
    ),
  }))
  const plan = {
    ...draft,
    phases,
    recipe: 'split-column',
    subject: { model: 'User', table: 'public.User', columns: ['name', 'first', 'last'] },
    answers: {
      first: `split_part("name", ' ', 1)`,
      last: String.raw`regexp_replace("name", '^\S+ ?', '')`,
      name: `concat_ws(' ', "first", "last")`,
    },
  }
  const reading = readPlan(folderOf(written(plan)).get('plan.json') ?? '')
  assert.ok(reading.kind === 'plan')
  const model = schemaOf(
    'model User {\n tenant String @db.Uuid\n id Int\n first String?\n last String?\n name String? @ignore\n @@id([tenant, id])\n}',
  )
  const made = applicationCode(reading.document, model, './client')
  assert.ok(made.kind === 'code')
  const { outputText } = ts.transpileModule(made.text, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  const url = `data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`
  return (await import(url)) as Code
}

/** A client that sends what Prisma's would: the cooked texts of the template, and parameters. */
function clientOf(session: Client) {
  const send = async (texts: TemplateStringsArray, values: readonly unknown[]) => {
    const text = texts.reduce((sql, part, index) => `${sql}$${index}${part}`)
    return session.query<object>(text, [...values])
  }
  const raw = {
    $queryRaw: async (texts: TemplateStringsArray, ...values: unknown[]) =>
      (await send(texts, values)).rows,
    $executeRaw: async (texts: TemplateStringsArray, ...values: unknown[]) =>
      (await send(texts, values)).rowCount,
    user: {
      update: ({ data }: { data: Names }) =>
        session.query('UPDATE "User" SET first = $1, last = $2', [data.first, data.last]),
    },
  }
  return { ...raw, $transaction: (work: (transaction: typeof raw) => Promise<void>) => work(raw) }
}
