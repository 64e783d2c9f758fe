import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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
import { shown, type ShownPlan } from './shownPlans.js'

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
  { edit, also = [], elsewhere, answers, first }: ShownPlan,
  cache: string,
): Promise<readonly (readonly [string, string])[]> {
  const shop = exampleWorkspace()
  try {
    const schema = path.join(shop.folder, 'prisma', 'schema.prisma')
    if (first !== undefined) {
      const migration = path.join(shop.folder, 'prisma', 'migrations', '20261120000000_before')
      mkdirSync(migration)
      writeFileSync(path.join(migration, 'migration.sql'), first.sql)
      writeFileSync(schema, readFileSync(schema, 'utf8').replace(...first.edit))
      shop.commit('What was there before')
    }
    for (const [before, after] of [edit, ...also]) {
      const text = readFileSync(schema, 'utf8')
      assert.equal(text.split(before).length, 2)
      writeFileSync(schema, text.replace(before, after))
    }
    if (elsewhere !== undefined) {
      const text = readFileSync(schema, 'utf8')
      writeFileSync(schema, withLastLines(text, elsewhere))
    }
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

function withLastLines(schema: string, line: string): string {
  return schema.replace(/^(?:model|enum) [^]*?^\}/gm, (block) =>
    block.includes('@@schema(') ? block : block.replace(/\}$/, `\n  ${line}\n}`),
  )
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
