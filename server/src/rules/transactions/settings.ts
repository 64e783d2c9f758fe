import type { SqlAction } from '../../sql/action.js'
import { actionsOfKind } from '../concerned.js'
import { remembered } from '../remembered.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

export type Setting = SqlAction & { readonly kind: 'set' }

/** The settings of one name that the script changes, in order; RESET ALL counts for every name. */
export function settingsOf(
  name: string,
  statements: readonly AnalysedStatement[],
): readonly { readonly setting: Setting; readonly statement: AnalysedStatement }[] {
  return statements.flatMap((statement) =>
    actionsOfKind(statement, 'set')
      .filter((setting) => setting.name === name || setting.name === 'all')
      .map((setting) => ({ setting, statement })),
  )
}

/** Whether any statement names the setting: in SET, in set_config, or in the body of a DO block. */
export function mentionsSetting(name: string, { statements }: AnalysedScript): boolean {
  return statements.some((statement) => loweredText(statement).includes(name))
}

const loweredText = remembered(({ statement }: AnalysedStatement) => statement.text.toLowerCase())

/** Milliseconds of `5s`, `300ms`, `2 min` or a bare number; undefined for anything else. */
export function millisecondsOf(value: string): number | undefined {
  const [, amount, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(value) ?? []
  const factor = unit === '' ? 1 : factors[unit]
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor
}

/** Units of time, section 20.1.1 of the manual; they are written in lower case only. */
const factors: Readonly<Record<string, number | undefined>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}
