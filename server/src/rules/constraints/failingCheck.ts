import type { ConstraintDescription } from '../../engine/catalogue.js'
import type { SqlAction } from '../../sql/action.js'
import { concerned } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { resolveRelation } from '../resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

/** A constraint that existing rows decide about. */
export type DecidedByRows = {
  readonly action: SqlAction & { readonly kind: 'addConstraint' | 'validateConstraint' }
  readonly table: string
  readonly name: string | undefined
  /** The constraint that is validated, as the replay knows it. */
  readonly known?: ConstraintDescription
}

type Kind = 'check' | 'foreignKey'

/** Constraints that PostgreSQL refused here, over rows that the migrations themselves have written. */
export function failedByRows(
  { statement, evidence, before }: AnalysedStatement,
  kind: Kind,
  sqlState: string,
): readonly DecidedByRows[] {
  const isFailed = evidence.kind === 'refused' && evidence.failure.sqlState === sqlState
  if (!isFailed || statement.kind === 'unparsed') return []
  return statement.actions.flatMap((action): DecidedByRows[] => {
    if (action.kind !== 'addConstraint' && action.kind !== 'validateConstraint') return []
    const table = resolveRelation(before, action.table)
    if (action.kind === 'addConstraint') {
      const { constraint } = action
      return constraint.kind === kind ? [{ action, table, name: constraint.name }] : []
    }
    const known = before.tables[table]?.constraints.find(({ name }) => name === action.constraint)
    return known?.kind === kind ? [{ action, table, name: known.name, known }] : []
  })
}

/** Constraints that VALIDATE is about to check, and that rows of an environment may violate. */
export function validatedLater(
  analysed: AnalysedStatement,
  script: AnalysedScript,
  kind: Kind,
): readonly (DecidedByRows & { readonly known: ConstraintDescription })[] {
  if (knownWork(analysed).basis === 'refused') return []
  return concerned(analysed, script, 'validateConstraint', ({ table }) => table).flatMap(
    ({ action, table }) => {
      const known = analysed.before.tables[table]?.constraints.find(
        ({ name }) => name === action.constraint,
      )
      return known?.kind === kind && !known.validated
        ? [{ action, table, name: known.name, known }]
        : []
    },
  )
}
