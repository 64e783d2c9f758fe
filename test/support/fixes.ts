import assert from 'node:assert/strict'
import type { FileChanges } from '../../server/src/features/documentEdit.js'
import { migrationActions } from '../../server/src/features/codeActions/migrationActions.js'
import type {
  OfferedAction,
  ResolveContext,
} from '../../server/src/features/codeActions/offeredAction.js'
import type { MigrationAnalysis } from '../../server/src/project/analysis.js'
import { judgedBy } from '../../server/src/project/findingPolicy.js'
import { suppressionsInSql } from '../../server/src/project/suppressions.js'
import { evaluateRules } from '../../server/src/rules/evaluateRules.js'
import { rules } from '../../server/src/rules/index.js'
import { applyEdits } from '../../server/src/text/edits.js'
import { analysed, type TestScript } from './rules.js'

/** The migration that fixes are tried on, and one behind it. */
const name = '20260101000000_more'
const uri = `file:///migrations/${name}/migration.sql`
export const history = {
  migrations: [{ name, uri, text: '', checksum: '' }],
  problems: [],
  provider: 'postgresql',
}

/** A migration file, judged by the rules that are on and its own comments. */
export function migrationOf(script: Omit<TestScript, 'origin'>): MigrationAnalysis {
  const origin = 'migration'
  const analysedScript = analysed({ ...script, origin })
  const on = rules.filter(({ offByDefault }) => offByDefault !== true)
  const placed = evaluateRules(analysedScript, on).map((finding) => ({
    finding,
    severity: finding.severity,
    uri,
    range: finding.action.range,
  }))
  const statements = analysedScript.statements.map(({ statement }) => statement)
  const suppressions = suppressionsInSql(uri, script.sql, statements)
  const judged = judgedBy({ rules: {}, ignore: [] }, placed, name, suppressions)
  return { name, uri, script: analysedScript, ...judged }
}

export function rulesIn(script: Omit<TestScript, 'origin'>): readonly string[] {
  return migrationOf(script).findings.map(({ finding }) => finding.rule)
}

export function offeredIn(
  script: Omit<TestScript, 'origin'>,
  applied?: string,
): readonly OfferedAction[] {
  return migrationActions(migrationOf(script), history, applied)
}

/** What a file becomes, and the folders that are made beside it. */
export type Fixed = {
  readonly text: string
  readonly created: Readonly<Record<string, string>>
}

/** Applies the first fix with such a title. */
export async function fixed(script: Omit<TestScript, 'origin'>, title: RegExp): Promise<Fixed> {
  const offered = offeredIn(script)
  const action = offered.find((one) => title.test(one.title))
  assert.ok(action, `among ${offered.map((one) => one.title).join(' | ')}`)
  return applied(script.sql, await resolved(action))
}

export async function resolved(action: OfferedAction): Promise<FileChanges> {
  const changes = await action.resolve(context)
  assert.ok(changes !== 'cancelled' && !('kind' in changes), JSON.stringify(changes))
  return changes
}

function applied(text: string, { edits, creations }: FileChanges): Fixed {
  const own = edits.filter((one) => one.uri === uri).flatMap((one) => one.edits)
  const created = creations.map((file) => [folderOf(file.uri), file.text] as const)
  return { text: applyEdits(text, own), created: Object.fromEntries(created) }
}

function folderOf(file: string): string {
  return file.replace('file:///migrations/', '').replace('/migration.sql', '')
}

const context: ResolveContext = {
  now: new Date('2026-11-20T09:30:00Z'),
  migrationsUri: 'file:///migrations',
  proveEdits: () => Promise.resolve({ kind: 'proved' }),
  ask: () => Promise.resolve(undefined),
  makePlan: () => Promise.resolve({ kind: 'cancelled' }),
  separate: () => Promise.resolve(undefined),
  makePlans: () => Promise.resolve({ kind: 'cancelled' }),
}
