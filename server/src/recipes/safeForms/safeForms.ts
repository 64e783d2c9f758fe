import { resolveRelation } from '../../rules/resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../../rules/script.js'
import type { SqlAction } from '../../sql/action.js'
import { safeConstraint } from './safeConstraint.js'
import type { SafeForm } from './safeForm.js'
import { safeCreateIndex, safeDropIndex } from './safeIndex.js'
import { safeNotNull } from './safeNotNull.js'

/**
 * Every action of the script that has a form in which others wait less. None for what happens to
 * new tables: nobody waits for those.
 */
export function safeForms(script: AnalysedScript): readonly SafeForm[] {
  return script.statements.flatMap((analysed) => {
    const { statement } = analysed
    if (statement.kind === 'unparsed') return []
    // What belongs together with other statements is left alone, and so is what a DO block does.
    const actions = statement.actions.filter(
      (action) => action.inBlock !== true && !script.stories.told.has(action),
    )
    return actions.flatMap((action) => {
      const found = isOnNewTable(action, analysed) ? undefined : safeFormOf(action, analysed)
      return found === undefined
        ? []
        : [{ ...found, action, id: `${analysed.index} ${action.range.start}` }]
    })
  })
}

type FormOfAction = Pick<SafeForm, 'title' | 'migrations'> | undefined

function safeFormOf(action: SqlAction, analysed: AnalysedStatement): FormOfAction {
  if (action.kind === 'createIndex') return safeCreateIndex(action, analysed)
  if (action.kind === 'dropIndex') return safeDropIndex(action, analysed)
  if (action.kind === 'addConstraint') return safeConstraint(action, analysed)
  if (action.kind === 'setNotNull') return safeNotNull(action, analysed)
  return undefined
}

function isOnNewTable(action: SqlAction, { before, newTables }: AnalysedStatement): boolean {
  const name =
    action.kind === 'createIndex'
      ? action.index.table
      : 'table' in action
        ? action.table
        : undefined
  return name !== undefined && newTables.has(resolveRelation(before, name))
}
