import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { exampleWorkspace } from '../../support/exampleWorkspace.mjs'
import {
  isUpdate,
  markedParts,
  readPage,
  withParts,
  writePage,
} from '../../support/markdownPages.js'

type ShownPlan = {
  /** How the marks of the page call it. */
  readonly name: string
  /** Line of the shop's schema, and what the user makes of it. */
  readonly edit: readonly [before: string, after: string]
  readonly answers: readonly string[]
}

const phone = '  phone          String?   @db.VarChar(32)\n'
const note = '  note              String?\n'

const categoryName = '  slug     String     @unique\n  name     String\n'
const uniqueName = categoryName.replace('name     String', 'name     String     @unique')

/** The changes to the example shop of which the pages show the plans. */
const shown: Readonly<Record<string, readonly ShownPlan[]>> = {
  'rename-column': [
    { name: 'plan', edit: [phone, phone.replace('phone ', 'mobile')], answers: [] },
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
  'drop-column': [{ name: 'plan', edit: ['  description String?\n', ''], answers: [] }],
}

suite('pages of the recipes, beside real plans', () => {
  const cache = temporaryCache()
  suiteTeardown(() => cache.remove())

  for (const [recipe, plans] of Object.entries(shown))
    test(`${recipe}: its page shows every file of the plan as it is written`, async () => {
      const page = `docs/recipes/${recipe}.md`
      const parts = new Map<string, string>()
      for (const plan of plans)
        for (const [file, text] of await partsOf(recipe, plan, cache.folder))
          parts.set(`${plan.name}: ${file}`, text)
      const text = readPage(page)
      const expected = withParts(text, (name) => parts.get(name))
      if (isUpdate()) writePage(page, expected)
      else assert.equal(withoutFigures(text), withoutFigures(expected))
      const names = markedParts(
        text,
        plans.map(({ name }) => name),
      ).map(({ name }) => name)
      assert.deepEqual(names.toSorted(), [...parts.keys()].toSorted())
    }).timeout(180_000)
})

/** The SQL files of the plan by their short names, and `proofs`, each as Markdown. */
async function partsOf(
  recipe: string,
  { edit: [before, after], answers }: ShownPlan,
  cache: string,
): Promise<readonly (readonly [string, string])[]> {
  const shop = exampleWorkspace()
  try {
    const schema = path.join(shop.folder, 'prisma', 'schema.prisma')
    const text = readFileSync(schema, 'utf8')
    assert.equal(text.split(before).length, 2)
    writeFileSync(schema, text.replace(before, after))
    const { code, notes } = await commandLine({ folder: shop.folder, cache })(
      ...['plan', '--recipe', recipe, '--write'],
      ...answers.flatMap((answer) => ['--answer', answer]),
    )
    assert.equal(code, 0, notes)
    return filesOf(path.join(shop.folder, 'prisma'))
  } finally {
    shop.remove()
  }
}

function filesOf(prisma: string): readonly (readonly [string, string])[] {
  const [plan = ''] = readdirSync(path.join(prisma, 'plans'))
  const folder = path.join(prisma, 'plans', plan)
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .map((file) => [file.replaceAll('\\', '/'), path.join(folder, file)] as const)
  const slug = plan.replace(/^\d+_/, '')
  const migrations = readdirSync(path.join(prisma, 'migrations')).flatMap((name) => {
    const step = name.split(`_${slug}_`)[1]
    return step === undefined
      ? []
      : [[`${step}/migration.sql`, path.join(prisma, 'migrations', name, 'migration.sql')] as const]
  })
  const readme = readFileSync(path.join(folder, 'README.md'), 'utf8')
  return [
    ...[...migrations, ...scripts].map(
      ([name, file]) => [name, fileText(name, readFileSync(file, 'utf8'))] as const,
    ),
    ['proofs', (readme.match(/^- \*\*P\d+\*\* .*$/gm) ?? []).join('\n')],
  ]
}

function fileText(name: string, sql: string): string {
  return `\`${name}\`\n\n\`\`\`sql\n${sql.replace(lockLoop, '-- (lock loop: $2 on $1)').trim()}\n\`\`\``
}

const lockLoop =
  /^-- Waits for the lock.*\nDO \$lock\$[\s\S]*?LOCK TABLE (.+) IN ([A-Z ]+) MODE;[\s\S]*?^\$lock\$;/gm

/** How many writes the rehearsal makes is its own business. */
function withoutFigures(page: string): string {
  return page.replace(/^- \*\*P\d+\*\* .*$/gm, (line) => line.replaceAll(/\d+/g, 'n'))
}
