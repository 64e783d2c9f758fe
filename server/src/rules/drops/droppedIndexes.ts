import type { TableDescription } from '../../engine/catalogue.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { actionsOfKind } from '../concerned.js'
import { nameOfTable, resolveRelation } from '../resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

/** A DROP INDEX that concerns somebody; `table` is absent where the replay does not know it. */
export type DroppedIndex = {
  readonly action: SqlAction & { readonly kind: 'dropIndex' }
  readonly table?: TableDescription
}

/**
 * Not those of new tables, of tables that the script drops as well, nor what IF EXISTS does not
 * find; nor what a story tells.
 */
export function droppedIndexes(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly DroppedIndex[] {
  return actionsOfKind(analysed, 'dropIndex')
    .filter((action) => !script.stories.told.has(action))
    .map((action) => ({ action, table: tableBehind(action.index, analysed) }))
    .filter(({ action, table }) =>
      table === undefined
        ? !action.ifExists || isBlank(analysed)
        : !analysed.newTables.has(nameOfTable(table)) && !isDropped(table, analysed, script),
    )
    .map(({ action, table }) => (table === undefined ? { action } : { action, table }))
}

/** Also where the index is that of a constraint. */
function tableBehind(
  { schema = 'public', name }: QualifiedName,
  { before }: AnalysedStatement,
): TableDescription | undefined {
  return Object.values(before.tables).find(
    (table) =>
      table.schema === schema &&
      [
        ...table.indexes.map((index) => index.name),
        ...table.constraints.map(({ index }) => index),
      ].includes(name),
  )
}

/** Nothing was replayed, so that IF EXISTS may well find it. */
function isBlank({ before }: AnalysedStatement): boolean {
  return Object.keys(before.tables).length === 0
}

function isDropped(
  table: TableDescription,
  { index }: AnalysedStatement,
  { statements }: AnalysedScript,
): boolean {
  return statements
    .slice(index)
    .some((later) =>
      actionsOfKind(later, 'dropTable').some(
        (drop) => resolveRelation(later.before, drop.table) === nameOfTable(table),
      ),
    )
}
