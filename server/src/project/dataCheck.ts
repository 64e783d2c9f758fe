import type { DataAnswer } from '../environments/data/dataAnswer.js'
import { keyOfQuestion } from '../environments/data/dataQuestion.js'
import type { Conditions } from '../environments/data/conditions.js'
import { indexOf, tablesOf } from '../environments/data/conditionSubjects.js'
import { dataVerdict, withConditions } from '../environments/data/dataVerdict.js'
import { questionOf } from '../environments/data/questionOf.js'
import { readData } from '../environments/data/readData.js'
import type { Environment } from '../environments/environment.js'
import type { AnalysedScript } from '../rules/script.js'
import type { MigrationAnalysis, PendingAnalysis, PlacedFinding } from './analysis.js'
import type { ConcertinaConfiguration } from './concertinaJson.js'

/** Findings of one script, to be judged by the rows of an environment. */
export type FindingsOfScript = {
  readonly script: AnalysedScript
  readonly findings: readonly PlacedFinding[]
}

/** What an environment answered, and when. */
export type DataCheck = {
  readonly environment: string
  readonly readAt: Date
  /** By the key of the question. */
  readonly answers: ReadonlyMap<string, DataAnswer>
  /** How busy the tables are that the findings lock; absent when they lock none. */
  readonly conditions?: Conditions
  /** Migrations that need not run there any more; nothing is said of those. */
  readonly applied: ReadonlySet<string>
}

/** What a check has judged. */
export type JudgedScripts = {
  readonly pending?: PendingAnalysis
  readonly migrations: readonly MigrationAnalysis[]
}

export type DataCheckResult =
  | { readonly kind: 'done'; readonly check: DataCheck }
  /** Nothing was learnt; why, in a sentence for the user. */
  | { readonly kind: 'refusal'; readonly say: string }

/**
 * Asks one environment everything that these findings depend on, in one read-only session, of the
 * pending change and of the migrations that it has yet to apply.
 */
export async function checkData(
  environment: Environment,
  url: string,
  { pending, migrations }: JudgedScripts,
  applied: ReadonlySet<string>,
  configuration: Pick<ConcertinaConfiguration, 'thresholds'>,
  ports: {
    readonly certificateFolder: string
    readonly now: () => Date
    readonly signal?: AbortSignal
  },
): Promise<DataCheckResult> {
  const scripts: readonly FindingsOfScript[] = [
    ...(pending === undefined ? [] : [pending]),
    ...migrations.filter(({ name }) => !applied.has(name)),
  ]
  const questions = scripts.flatMap(({ script, findings }) =>
    findings.flatMap(({ finding }) => questionOf(finding, script) ?? []),
  )
  const findings = scripts.flatMap((script) => script.findings.map(({ finding }) => finding))
  const subjects = {
    tables: [...new Set(findings.flatMap(tablesOf))],
    indexes: [...new Set(findings.flatMap((finding) => indexOf(finding) ?? []))],
  }
  const readAt = ports.now()
  const check = { environment: environment.name, readAt, applied }
  if (questions.length + subjects.tables.length + subjects.indexes.length === 0) {
    return { kind: 'done', check: { ...check, answers: new Map() } }
  }
  const result = await readData(url, questions, {
    certificateFolder: ports.certificateFolder,
    subjects,
    largestScanBytes: configuration.thresholds.largestScanMegabytes * 1024 * 1024,
    ...(ports.signal === undefined ? {} : { signal: ports.signal }),
  })
  return result.kind === 'done'
    ? { kind: 'done', check: { ...check, ...result.value } }
    : { kind: 'refusal', say: `${environment.name} was not asked: ${result.say}` }
}

/** The same with what the environment's data say; what it has applied already stays as it is. */
export function judgedByData<Judged extends JudgedScripts>(
  judged: Judged,
  check: DataCheck,
  configuration: Pick<ConcertinaConfiguration, 'thresholds' | 'rules'>,
  now: Date,
): Judged {
  const judge = <Script extends FindingsOfScript>(script: Script): Script => ({
    ...script,
    findings: withDataVerdicts(script, check, configuration, now),
  })
  return {
    ...judged,
    ...(judged.pending === undefined ? {} : { pending: judge(judged.pending) }),
    migrations: judged.migrations.map((one) => (check.applied.has(one.name) ? one : judge(one))),
  }
}

/**
 * The findings with what the environment's data say about them. A severity that concertina.json
 * gives stays as it is. A finding whose question was not asked then is left without an answer.
 */
export function withDataVerdicts(
  { script, findings }: FindingsOfScript,
  { environment, readAt, answers, conditions }: DataCheck,
  { thresholds, rules }: Pick<ConcertinaConfiguration, 'thresholds' | 'rules'>,
  now: Date,
): readonly PlacedFinding[] {
  const context = { environment, readAt, now, largeTableRows: thresholds.largeTableRows }
  return findings.map((placed) => {
    const question = questionOf(placed.finding, script)
    const answer = question && answers.get(keyOfQuestion(question))
    const byRows = answer && dataVerdict(placed.finding, question, answer, context)
    const data = withConditions(placed.finding, byRows, conditions, context)
    if (data === undefined) return placed
    const isConfigured = rules[placed.finding.rule] !== undefined
    const severity = isConfigured ? placed.severity : (data.severity ?? placed.severity)
    return { ...placed, severity, data }
  })
}
