import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { removeFolder, temporaryFolder } from '../benchProject.js'
import { isLoud, reportOf } from './concertina.js'
import { fenceChecks, isRisky, squawkFindings, type Tools } from './peers.js'
import { refusals } from './trapRefusals.js'
import { schemaThemes, sqlThemes } from './traps/index.js'
import { edited, rulesOf, type SchemaTheme, type SqlTheme } from './traps/trap.js'

/** How a trap was judged by one tool: whether it is to be flagged, and whether it is. */
type Judged = {
  readonly tool: string
  readonly kind: string
  readonly name: string
  readonly expected: readonly string[]
  readonly found: readonly string[]
}

type Model = 'whole' | 'split'
const prismaOf: Readonly<Record<Model, string>> = { whole: '6.19.0', split: '7.10.0' }
const title: Readonly<Record<Model, string>> = {
  whole: 'SQL, one transaction',
  split: 'SQL, statement by statement',
}

/** Every trap judged by every tool; and what a server refuses, against what the traps expect. */
export async function trapRows(tools: Tools): Promise<{
  readonly rows: readonly Record<string, string>[]
  readonly wrong: readonly string[]
}> {
  const judged: Judged[] = []
  const wrong: string[] = []
  for (const theme of sqlThemes) {
    process.stderr.write(`traps: ${theme.theme}\n`)
    for (const model of ['whole', 'split'] as const) {
      judged.push(...(await judgeSql(theme, model, tools)))
    }
    wrong.push(...(await refusals(theme)))
  }
  for (const theme of schemaThemes) {
    process.stderr.write(`traps: ${theme.theme}\n`)
    judged.push(...(await judgeSchema(theme, tools)))
  }
  const own = judged.filter(({ tool }) => tool === 'concertina')
  const different = own.filter(({ expected, found }) => expected.join() !== found.join())
  return {
    rows: scores(judged),
    wrong: [
      ...different.map(
        ({ kind, name, expected, found }) =>
          `concertina, ${kind}, ${name}: ${found.join(' ')} instead of ${expected.join(' ')}`,
      ),
      ...wrong,
    ],
  }
}

function scores(judged: readonly Judged[]): readonly Record<string, string>[] {
  const groups = new Map<string, Judged[]>()
  for (const one of judged) {
    const key = `${one.kind}\n${one.tool}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].map((group) => {
    const bad = group.filter(({ expected }) => expected.length > 0)
    const good = group.filter(({ expected }) => expected.length === 0)
    const flagged = (of: readonly Judged[]) => of.filter(({ found }) => found.length > 0).length
    const right = flagged(bad) + good.length - flagged(good)
    const exact = group.filter(({ expected, found }) => expected.join() === found.join())
    const isOwn = group[0]?.tool === 'concertina'
    return {
      Traps: group[0]?.kind ?? '',
      Tool: group[0]?.tool ?? '',
      'To flag': `${bad.length}`,
      Flagged: `${flagged(bad)}`,
      'To let pass': `${good.length}`,
      'Flagged in error': `${flagged(good)}`,
      Right: `${((100 * right) / group.length).toFixed(1)} %`,
      'By the right rules': isOwn ? `${exact.length} of ${group.length}` : '',
    }
  })
}

async function judgeSql(theme: SqlTheme, model: Model, tools: Tools): Promise<readonly Judged[]> {
  const folder = projectFolder(theme.history, '', prismaOf[model])
  try {
    const files = theme.traps.map((_, index) => `cases/${String(index).padStart(3, '0')}.sql`)
    mkdirSync(path.join(folder, 'cases'))
    for (const [index, { sql }] of theme.traps.entries()) {
      writeFileSync(path.join(folder, files[index] ?? ''), sql)
    }
    const report = await reportOf(['lint', ...files], folder, path.join(folder, '.cache'))
    const loud = report.findings.filter(isLoud)
    const own = (file: string) => loud.filter((one) => one.file === file).map(({ rule }) => rule)
    const peers = await peerRules(tools, files, folder, model === 'whole')
    return theme.traps.flatMap((trap, index) =>
      [{ tool: 'concertina', of: own }, ...peers].map(({ tool, of }) => ({
        tool,
        kind: title[model],
        name: `${theme.theme}: ${trap.name}`,
        expected: rulesOf(trap[model]),
        found: [...new Set(of(files[index] ?? ''))].toSorted(),
      })),
    )
  } finally {
    removeFolder(folder)
  }
}

/** What Prisma makes of each edit is what the other tools get to read. */
async function judgeSchema(theme: SchemaTheme, tools: Tools): Promise<readonly Judged[]> {
  const folder = projectFolder(theme.history, theme.models, prismaOf.whole)
  try {
    mkdirSync(path.join(folder, 'cases'))
    const judged: Judged[] = []
    for (const [index, trap] of theme.traps.entries()) {
      writeSchema(folder, edited(theme.models, trap))
      const report = await reportOf(['check'], folder, path.join(folder, '.cache'))
      const file = `cases/${String(index).padStart(3, '0')}.sql`
      writeFileSync(path.join(folder, file), report.pending.sql)
      const loud = report.findings.filter((one) => isLoud(one) && one.migration === undefined)
      const own = () => loud.map(({ rule }) => rule)
      const peers = await peerRules(tools, [file], folder, true)
      judged.push(
        ...[{ tool: 'concertina', of: own }, ...peers].map(({ tool, of }) => ({
          tool,
          kind: 'schema',
          name: `${theme.theme}: ${trap.name}`,
          expected: rulesOf(trap.verdict),
          found: [...new Set(of(file))].toSorted(),
        })),
      )
    }
    return judged
  } finally {
    removeFolder(folder)
  }
}

async function peerRules(
  { squawk, pgfence }: Tools,
  files: readonly string[],
  folder: string,
  inTransaction: boolean,
) {
  const bySquawk =
    squawk === undefined
      ? undefined
      : await squawkFindings(squawk, files, { folder, inTransaction, withStyle: false })
  const byFence = pgfence === undefined ? undefined : await fenceChecks(pgfence, files, folder)
  const rulesIn = (found: readonly { readonly file: string; readonly rule: string }[]) => {
    return (file: string) => found.filter((one) => one.file === file).map(({ rule }) => rule)
  }
  return [
    ...(bySquawk === undefined ? [] : [{ tool: 'squawk', of: rulesIn(bySquawk) }]),
    ...(byFence === undefined ? [] : [{ tool: 'pgfence', of: rulesIn(byFence.filter(isRisky)) }]),
  ]
}

/** A project with one migration, of a Prisma of that version. */
function projectFolder(history: string, models: string, prisma: string): string {
  const folder = temporaryFolder()
  const migrations = path.join(folder, 'prisma', 'migrations')
  mkdirSync(path.join(migrations, '20260101000000_history'), { recursive: true })
  writeFileSync(path.join(migrations, '20260101000000_history', 'migration.sql'), history)
  writeFileSync(path.join(migrations, 'migration_lock.toml'), 'provider = "postgresql"\n')
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ private: true, devDependencies: { prisma } }),
  )
  writeSchema(folder, models)
  execFileSync('git', ['init', '--quiet'], { cwd: folder, stdio: 'ignore' })
  return folder
}

function writeSchema(folder: string, models: string): void {
  const text = `datasource db {\n  provider = "postgresql"\n}\n\n${models}`
  writeFileSync(path.join(folder, 'prisma', 'schema.prisma'), text)
}
