import { existsSync } from 'node:fs'
import path from 'node:path'
import { runProgram } from '../programRun.js'

/** The programs of other tools, where they are there. */
export type Tools = { readonly squawk: string | undefined; readonly pgfence: string | undefined }

/** Where another tool finds something: squawk says a place, pgfence repeats the statement. */
export type PeerFinding = {
  readonly file: string
  readonly rule: string
  readonly place: { readonly line: number } | { readonly statement: string }
}

/** What pgfence says of a statement: the lock and the table that it names, and its words. */
export type FenceCheck = {
  readonly file: string
  readonly statement: string
  readonly table: string
  /** As PostgreSQL's manual writes it: `ACCESS EXCLUSIVE`. */
  readonly mode: string
  readonly risk: string
  readonly rule: string
  readonly message: string
}

export function findTool(name: string, named: string | undefined): string | undefined {
  if (named !== undefined && !existsSync(named)) throw new Error(`There is no ${named} (${name}).`)
  return named === undefined ? undefined : path.resolve(named)
}

/** The rules of squawk about style, and about timeouts, which Concertina only mentions. */
const style = [
  'prefer-robust-stmts',
  'prefer-bigint-over-int',
  'prefer-bigint-over-smallint',
  'prefer-identity',
  'prefer-text-field',
  'prefer-timestamp-tz',
  'require-lock-timeout',
  'require-statement-timeout',
]

export async function squawkFindings(
  program: string,
  files: readonly string[],
  options: {
    readonly folder: string
    readonly inTransaction: boolean
    readonly withStyle: boolean
  },
): Promise<readonly PeerFinding[]> {
  if (files.length === 0) return []
  const flags = [
    ...['--reporter', 'json', '--pg-version', '18.0'],
    ...(options.inTransaction ? ['--assume-in-transaction'] : []),
    ...(options.withStyle ? [] : style.flatMap((rule) => ['--exclude', rule])),
  ]
  const { code, output } = await runProgram(program, [...flags, ...files], options)
  if (code !== 0 && code !== 1) throw new Error(`squawk ended with ${code}.`)
  const found = JSON.parse(output) as { file: string; line: number; rule_name: string }[]
  return found.map(({ file, line, rule_name }) => ({ file, rule: rule_name, place: { line } }))
}

export async function fenceChecks(
  program: string,
  files: readonly string[],
  folder: string,
): Promise<readonly FenceCheck[]> {
  if (files.length === 0) return []
  const flags = ['analyze', '--format', 'sql', '--output', 'json', '--min-pg-version', '18']
  const { output } = await runProgram(program, [...flags, ...files], { folder })
  if (output !== '') return checksIn(output)
  // One file that it cannot parse takes the answer of all others along.
  if (files.length === 1) return files.map((file) => ({ ...noAnswer, file }))
  const middle = Math.ceil(files.length / 2)
  return [
    ...(await fenceChecks(program, files.slice(0, middle), folder)),
    ...(await fenceChecks(program, files.slice(middle), folder)),
  ]
}

/** It ends with an error, which stops a pipeline as a finding does. */
const noAnswer = {
  statement: '',
  table: '',
  mode: '',
  risk: 'HIGH',
  rule: 'no answer',
  message: '',
}

function checksIn(output: string): readonly FenceCheck[] {
  const { results } = JSON.parse(output) as {
    readonly results: readonly {
      readonly filePath: string
      readonly checks: readonly {
        readonly statement: string
        readonly tableName: string | null
        readonly lockMode: string
        readonly risk: string
        readonly ruleId: string
        readonly message: string
      }[]
    }[]
  }
  return results.flatMap(({ filePath, checks }) =>
    checks.map(({ statement, tableName, lockMode, risk, ruleId, message }) => ({
      file: filePath,
      statement,
      table: tableName ?? '',
      mode: lockMode,
      risk,
      rule: ruleId,
      message,
    })),
  )
}

/** Its checks that are more than hints: it has SAFE, LOW, MEDIUM, HIGH and CRITICAL. */
export function isRisky({ risk }: FenceCheck): boolean {
  return risk !== 'LOW' && risk !== 'SAFE'
}
