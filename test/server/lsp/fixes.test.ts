import assert from 'node:assert/strict'
import { openEditor, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const file = 'prisma/migrations/20260101000000_more/migration.sql'

suite('fixes, as an editor asks for them', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let editor: Editor
  setup(() => {
    project = projectFolder(blog)
  })
  teardown(async () => {
    await editor.close()
    project.remove()
  })
  suiteTeardown(() => cache.remove())

  const open = async (name: string) => {
    editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(name)
  }
  const openSql = async (sql: string) => {
    project.write(file, sql)
    await open(file)
  }
  const codes = async (name: string) => (await editor.diagnostics(name)).map(({ code }) => code)
  const choose = async (name: string, at: string, title: RegExp, only?: string[]) => {
    const actions = await editor.actions(name, at, only)
    const action = actions.find((one) => title.test(one.title))
    assert.ok(action, `among ${actions.map((one) => one.title).join(' | ')}`)
    const { edit } = await editor.resolve(action)
    return { action, touched: await editor.apply(edit ?? assert.fail()) }
  }

  test('a finding is taken out of a migration by a comment, and the comment when it is in vain', async () => {
    await openSql('DROP TABLE "Post";\n')
    const { action } = await choose(file, '"Post"', /^Take out "drop-table"/)
    assert.deepEqual(
      action.diagnostics?.map(({ code }) => code),
      ['drop-table'],
    )
    assert.equal(
      editor.text(file),
      '-- concertina-ignore drop-table: accepted, say why here\nDROP TABLE "Post";\n',
    )
    assert.ok(!(await codes(file)).includes('drop-table'))

    await editor.type(file, 'DROP TABLE "Post"', 'SELECT 1')
    assert.deepEqual(await codes(file), ['unused-ignore'])
    const lightbulb = await editor.actions(file, 'concertina')
    assert.ok(lightbulb.every(({ kind }) => kind !== 'source.fixAll.concertina'))
    const all = await choose(file, 'SELECT', /^Fix all/, ['source.fixAll'])
    assert.equal(all.action.kind, 'source.fixAll.concertina')
    assert.equal(editor.text(file), 'SELECT 1;\n')
    assert.deepEqual(await codes(file), [])
  })

  test('a finding is taken out of the schema by a comment, which Prisma reads as documentation', async () => {
    await open(schema)
    await editor.type(schema, 'title    String', 'title    String @db.VarChar(9)')
    const [code] = await codes(schema)
    await choose(schema, '@db.VarChar', /^Take out/)
    assert.match(
      editor.text(schema),
      new RegExp(
        `\\n {2}/// concertina-ignore ${String(code)}: accepted, say why here\\n {2}title`,
      ),
    )
    assert.ok(!(await codes(schema)).includes(code))
  })

  test('locks are taken in short turns, all or nothing, and the file is quiet', async () => {
    await openSql('ALTER TABLE "User" ADD COLUMN a INT;\nALTER TABLE "Post" ADD COLUMN a INT;\n')
    assert.deepEqual(await codes(file), ['missing-lock-timeout'])
    const { action } = await choose(file, 'a INT', /^Take the locks in turns/)
    assert.equal(action.isPreferred, true)
    assert.match(editor.text(file), /LOCK TABLE "Post", "User" IN ACCESS EXCLUSIVE MODE/)
    assert.deepEqual(await codes(file), [])
  })

  test('a file that PostgreSQL refuses is split, and then split by table', async () => {
    project.write('package.json', '{ "devDependencies": { "prisma": "6.19.0" } }\n')
    await openSql(
      `SET LOCAL lock_timeout = '5s';
ALTER TABLE "User" ADD COLUMN a INT;
ALTER TABLE "Post" ADD COLUMN a INT;
CREATE INDEX CONCURRENTLY "Post_title_idx" ON "Post"("title");
`,
    )
    assert.ok((await codes(file)).includes('concurrently-in-transaction'))
    const alone = await choose(file, '"Post_title_idx"', /of its own \(2 in all\)/)
    assert.deepEqual(await codes(file), ['wide-lock-window'])
    const split = await choose(file, '"Post" ADD COLUMN a', /^Split the file by table/)
    const others = [...alone.touched, ...split.touched].filter((name) => name !== file)
    assert.deepEqual(others.map((name) => name.split('/')[2]).toSorted(), [
      '20260101000001_add_a_to_post',
      '20261120093000_index_post_title',
    ])
    for (const name of others) await editor.open(name)
    for (const name of [file, ...others]) assert.deepEqual(await codes(name), [], name)
    assert.equal(
      editor.text('prisma/migrations/20260101000001_add_a_to_post/migration.sql'),
      `SET LOCAL lock_timeout = '5s';\nALTER TABLE "Post" ADD COLUMN a INT;\n`,
    )
  })

  test('a key that grows becomes BIGINT with its sequence: the migration applies and nothing is pending', async () => {
    await open(schema)
    await editor.type(schema, 'id       Int ', 'id       BigInt ')
    assert.ok((await codes(schema)).includes('prisma-bigserial-type-change'))
    const { touched } = await choose(schema, 'BigInt', /^Create the migration: write BIGINT/)
    const [created = ''] = touched
    await editor.open(created)
    assert.match(
      editor.text(created),
      /SET DATA TYPE BIGINT[\s\S]*;\nALTER SEQUENCE "Post_id_seq" AS BIGINT;\n/,
    )
    assert.deepEqual(await codes(schema), [])
    const left = await codes(created)
    assert.ok(
      !left.includes('alter-type-sequence-left') && !left.includes('migration-does-not-apply'),
    )
  })

  test('an enum value is added in one migration and used in the next', async () => {
    project.remove()
    project = projectFolder({
      ...blog,
      'package.json': '{ "devDependencies": { "prisma": "6.19.0" } }\n',
      [schema]: `${blog[schema] ?? ''}\nmodel Task {\n  id   Int  @id\n  mood Mood @default(SAD)\n}\n\nenum Mood {\n  SAD\n}\n`,
      'prisma/migrations/20250102000000_task/migration.sql': `CREATE TYPE "Mood" AS ENUM ('SAD');
CREATE TABLE "Task" ("id" INTEGER NOT NULL, "mood" "Mood" NOT NULL DEFAULT 'SAD', CONSTRAINT "Task_pkey" PRIMARY KEY ("id"));
`,
    })
    await open(schema)
    await editor.type(schema, '  SAD\n}', '  SAD\n  GLAD\n}')
    await editor.type(schema, '@default(SAD)', '@default(GLAD)')
    assert.ok((await codes(schema)).includes('enum-value-used-same-transaction'))
    const { touched } = await choose(schema, '@default(GLAD)', /^Create 2 migrations: split/)
    assert.deepEqual(
      touched.map((name) => name.split('/')[2]),
      ['20261120093000_add_glad_to_mood', '20261120093001_set_task_mood_default'],
    )
    assert.deepEqual(await codes(schema), [])
    for (const name of touched) {
      await editor.open(name)
      assert.ok(!(await codes(name)).includes('enum-value-used-same-transaction'), name)
    }
  })

  test('on a migration that is committed they are shown with the reason why not', async () => {
    project.write(
      file,
      'ALTER TABLE "User" ADD COLUMN a INT;\nALTER TABLE "Post" ADD COLUMN a INT;\n',
    )
    project.commit()
    await open(file)
    const actions = await editor.actions(file, 'a INT')
    assert.ok(actions.length > 0)
    for (const { disabled } of actions)
      assert.match(disabled?.reason ?? '', /^This migration has been/)
  })

  test('what was made by hand is shown in the schema, and Prisma’s engine has nothing left to drop', async () => {
    project.write(
      file,
      `CREATE INDEX "Post_by_title" ON "Post" ("title" DESC, "authorId") INCLUDE ("id");
CREATE UNIQUE INDEX "User_name" ON "User" ("name") NULLS NOT DISTINCT;
ALTER TABLE "User" ALTER COLUMN "name" SET DEFAULT lower('A');
ALTER TABLE "Post" ADD COLUMN "shout" TEXT GENERATED ALWAYS AS (upper("title")) STORED;
ALTER TABLE "Post" ADD COLUMN "editorId" INTEGER CONSTRAINT "Post_editor" REFERENCES "User" ("id") ON DELETE CASCADE;
`,
    )
    await open(schema)
    await editor.type(schema, 'title    String', 'title    String\n  views Int?')
    const title = /^Keep the (?:index|default|column|foreign key)/
    const kept: string[] = []
    while ((await codes(schema)).includes('prisma-drops-handmade') && kept.length < 6) {
      // A key can only be shown once its column is.
      const { action } = await choose(schema, editor.text(schema), title)
      kept.push(action.title)
    }
    assert.deepEqual(kept.map((one) => title.exec(one)?.[0]).toSorted(), [
      'Keep the column',
      'Keep the column',
      'Keep the default',
      'Keep the foreign key',
      'Keep the index',
      'Keep the index',
    ])
    assert.deepEqual(await codes(schema), [])
  })

  test('rows leave the migration for a plan that was rehearsed', async () => {
    await openSql(`UPDATE "User" SET "name" = "email" WHERE "name" IS NULL;\n`)
    assert.ok((await codes(file)).includes('unbatched-backfill'))
    const { touched } = await choose(file, '"User"', /^Move these rows to a plan/)
    const plan = 'prisma/plans/20261120093000_fill_user_name'
    assert.deepEqual(
      touched.filter((name) => name.startsWith(plan)).map((name) => name.slice(plan.length + 1)),
      ['plan.json', 'README.md', 'backfill.sql', 'verify.sql', 'rollback/expand.sql'],
    )
    assert.match(editor.text(file), /^-- What stood here is done in batches/)
    assert.deepEqual(await codes(file), [])
    await editor.open(`${plan}/plan.json`)
    assert.deepEqual(await codes(`${plan}/plan.json`), [])
  })

  test('new names become those that the project wants, in the database alone', async () => {
    project.write(
      'concertina.json',
      '{ "naming": { "tables": "snake_case", "columns": "snake_case", "indexes": "snake_case", "enums": "snake_case" } }\n',
    )
    await open(schema)
    await editor.type(
      schema,
      'model Post {',
      'enum OrderState {\n  OPEN\n}\n\nmodel OrderItem {\n  itemId Int @id\n  state  OrderState\n  orderNo Int @unique\n}\n\nmodel Post {',
    )
    const title = /^Name it in the database/
    for (let left = 3; left > 0 && (await codes(schema)).includes('naming-convention'); left -= 1) {
      await choose(schema, editor.text(schema), title)
    }
    assert.ok(!(await codes(schema)).includes('naming-convention'))
    assert.match(
      editor.text(schema),
      /enum OrderState \{\n {2}OPEN\n+ {2}@@map\("order_state"\)\n\}/,
    )
    assert.match(editor.text(schema), /itemId +Int +@id +@map\("item_id"\)/)
    assert.match(editor.text(schema), /@@map\("order_item"\)/)
  })
})
