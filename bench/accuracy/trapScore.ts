import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { evaluateRules } from '../../server/src/rules/evaluateRules.js'
import { rules } from '../../server/src/rules/index.js'
import { removeFolder, temporaryFolder } from '../benchProject.js'
import { fenceChecks, isRisky, squawkFindings, type Tools } from './peers.js'
import { splitByPrisma, startJudge } from './trapJudge.js'
import { refusals } from './trapRefusals.js'
import { otherOutcomes } from './schemaTruth.js'
import { schemaThemes, sqlThemes } from './traps/index.js'
import { quietHistory, quietTheme, quietTraps, type Given } from './traps/quiet.js'
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
    judged.push(...(await judgeSql(theme, tools)))
    wrong.push(...(await refusals(theme)))
  }
  for (const theme of schemaThemes) {
    process.stderr.write(`traps: ${theme.theme}\n`)
    const { judged: ofTheme, wrong: onServer } = await judgeSchema(theme, tools)
    judged.push(...ofTheme)
    wrong.push(...onServer)
  }
  process.stderr.write(`traps: ${quietTheme.theme}\n`)
  judged.push(...(await judgeQuiet()))
  wrong.push(...(await refusals(quietTheme)))
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

async function judgeSql(theme: SqlTheme, tools: Tools): Promise<readonly Judged[]> {
  const texts = theme.traps.map(({ sql }) => sql)
  const judge = await startJudge(theme.history)
  try {
    const judged: Judged[] = []
    for (const model of ['whole', 'split'] as const) {
      const peers = await peerRules(tools, texts, model === 'whole')
      for (const [index, trap] of theme.traps.entries()) {
        const isSplit = model === 'split' && (await splitByPrisma(trap.sql)) !== undefined
        const isFallback = model === 'split' && !isSplit
        const { rules } = await judge.migration(
          trap.sql,
          isFallback ? 'fallback' : isSplit ? 'split' : 'batch',
        )
        const about = { kind: title[model], name: `${theme.theme}: ${trap.name}` }
        judged.push(...verdicts({ ...about, expected: rulesOf(trap[model]) }, rules, peers, index))
      }
    }
    return judged
  } finally {
    await judge.end()
  }
}

/** What Prisma makes of each edit is what the other tools get to read. */
async function judgeSchema(
  theme: SchemaTheme,
  tools: Tools,
): Promise<{ readonly judged: readonly Judged[]; readonly wrong: readonly string[] }> {
  const judge = await startJudge(theme.history)
  try {
    const own: { readonly sql: string; readonly rules: readonly string[] }[] = []
    for (const trap of theme.traps)
      own.push(await judge.pending(edited(theme.models, trap), theme.models))
    const texts = own.map(({ sql }) => sql)
    const peers = await peerRules(tools, texts, true)
    const judged = theme.traps.flatMap((trap, index) =>
      verdicts(
        {
          kind: 'schema',
          name: `${theme.theme}: ${trap.name}`,
          expected: rulesOf(trap.verdict),
        },
        own[index]?.rules ?? [],
        peers,
        index,
      ),
    )
    return { judged, wrong: await otherOutcomes(theme, texts) }
  } finally {
    await judge.end()
  }
}

/** Each rule asked alone; no other tool is asked, because none has most of these rules. */
async function judgeQuiet(): Promise<readonly Judged[]> {
  const judge = await startJudge(quietHistory)
  try {
    const judged: Judged[] = []
    for (const { rule, told, passed, given, givenPassed } of quietTraps) {
      const alone = rules.filter(({ id }) => id === rule)
      const ask = async (name: string, sql: string, givens: Given, expected: string[]) => {
        const { script } = await judge.migration(sql, 'split')
        const found = evaluateRules({ ...script, ...givens }, alone).map((one) => one.rule)
        judged.push({
          tool: 'concertina',
          kind: 'notes and rules that are off',
          name,
          expected,
          found: [...new Set(found)],
        })
      }
      await ask(`${rule}, told`, told, given, [rule])
      await ask(`${rule}, passed`, passed, givenPassed, [])
    }
    return judged
  } finally {
    await judge.end()
  }
}

function verdicts(
  about: Pick<Judged, 'kind' | 'name' | 'expected'>,
  own: readonly string[],
  peers: readonly PeerRules[],
  index: number,
): readonly Judged[] {
  return [{ tool: 'concertina', of: () => own }, ...peers].map(({ tool, of }) => ({
    ...about,
    tool,
    found: [...new Set(of(index))].toSorted(),
  }))
}

/** The rules of a tool for the text of that number. */
type PeerRules = { readonly tool: string; readonly of: (index: number) => readonly string[] }

async function peerRules(
  { squawk, pgfence }: Tools,
  texts: readonly string[],
  inTransaction: boolean,
): Promise<readonly PeerRules[]> {
  const folder = temporaryFolder()
  try {
    const files = texts.map((_, index) => `${String(index).padStart(3, '0')}.sql`)
    for (const [index, file] of files.entries()) {
      writeFileSync(path.join(folder, file), texts[index] ?? '')
    }
    const rulesIn = (found: readonly { readonly file: string; readonly rule: string }[]) => {
      return (index: number) =>
        found.filter(({ file }) => file === files[index]).map(({ rule }) => rule)
    }
    const peers: PeerRules[] = []
    if (squawk !== undefined) {
      const options = { folder, inTransaction, withStyle: false }
      const found = await squawkFindings(squawk, files, options)
      peers.push({ tool: 'squawk', of: rulesIn(found) })
    }
    if (pgfence !== undefined) {
      const found = (await fenceChecks(pgfence, files, folder)).filter(isRisky)
      peers.push({ tool: 'pgfence', of: rulesIn(found) })
    }
    return peers
  } finally {
    removeFolder(folder)
  }
}
