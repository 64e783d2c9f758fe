import path from 'node:path'
import type { CheckReport } from '../../server/src/protocol/checkReport.js'
import type { BenchProject } from '../benchProject.js'
import { isLoud } from './concertina.js'
import { fileOf, isStatement, normal } from './lockScore.js'
import { fenceChecks, isRisky, squawkFindings, type PeerFinding, type Tools } from './peers.js'
import type { ObservedMigration, ObservedStatement } from './serverTruth.js'

export type Noise = {
  readonly rows: readonly Record<string, string>[]
  /** Warnings of Concertina on statements that touch only new tables: each is a defect. */
  readonly onNewTables: readonly string[]
}

type Placed = { readonly rule: string; readonly statement: ObservedStatement | undefined }

/** Findings at warning or above in all migrations of a project, one row for each tool. */
export async function noiseRows(
  project: BenchProject,
  truth: readonly ObservedMigration[],
  report: CheckReport,
  { squawk, pgfence }: Tools,
): Promise<Noise> {
  const { folder } = project
  const files = truth.map(({ name }) => fileOf(name))
  const row = (tool: string, found: readonly Placed[]) => ({
    Tool: tool,
    Project: project.name,
    Files: `${files.length}`,
    Findings: `${found.length}`,
    'Per file': (found.length / Math.max(1, files.length)).toFixed(2),
    'On new tables alone': `${found.filter(({ statement }) => statement?.onlyNew).length}`,
  })
  const own = report.findings.filter(isLoud).flatMap((finding) => {
    const migration = truth.find(({ name }) => name === finding.migration)
    if (migration === undefined) return []
    const statement = migration.statements[finding.statement ?? -1]
    return [{ rule: finding.rule, statement, migration: migration.name }]
  })
  const rows = [row('concertina', own)]
  if (squawk !== undefined) {
    const all = { folder, inTransaction: true, withStyle: true }
    const risks = { ...all, withStyle: false }
    const placed = (found: readonly PeerFinding[]) => found.map((one) => placedIn(truth, one))
    rows.push(row('squawk, all rules', placed(await squawkFindings(squawk, files, all))))
    rows.push(row('squawk, risks', placed(await squawkFindings(squawk, files, risks))))
  }
  if (pgfence !== undefined) {
    const found = (await fenceChecks(pgfence, files, folder)).map((check) => ({
      ...check,
      place: { statement: check.statement },
    }))
    rows.push(
      row(
        'pgfence, all rules',
        found.map((one) => placedIn(truth, one)),
      ),
    )
    const risky = found.filter(isRisky)
    rows.push(
      row(
        'pgfence, MEDIUM and above',
        risky.map((one) => placedIn(truth, one)),
      ),
    )
  }
  return {
    rows,
    onNewTables: own
      .filter(({ statement }) => statement?.onlyNew)
      .map(
        ({ rule, statement, migration }) =>
          `concertina, ${project.name}, ${migration}: ${rule} on new tables alone: ${normal(statement?.text ?? '').slice(0, 100)}`,
      ),
  }
}

function placedIn(truth: readonly ObservedMigration[], found: PeerFinding): Placed {
  const { file, rule, place } = found
  const migration = truth.find(({ name }) => path.normalize(file).endsWith(fileOf(name)))
  if (migration === undefined) return { rule, statement: undefined }
  if ('statement' in place) {
    const isOf = ({ text }: ObservedStatement) => isStatement(place.statement, text)
    return { rule, statement: migration.statements.find(isOf) }
  }
  const starts = lineStarts(migration.text)
  const from = starts[place.line] ?? 0
  const to = starts[place.line + 1] ?? migration.text.length
  const isOn = ({ range }: ObservedStatement) => range.start < to && range.end > from
  return { rule, statement: migration.statements.find(isOn) }
}

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
}
