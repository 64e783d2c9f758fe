import type { ColumnDescription } from '../../engine/catalogue.js'
import type { RecipeRefusal } from '../recipe.js'
import { compatibilityObstacle, isCompatibilityView } from '../compatibility/compatibilityNames.js'
import { refusal } from './refusal.js'
import { mentionsColumn } from '../rename/renameInDefinition.js'
import type { TableContext } from './tableContext.js'

/**
 * Why the column cannot be taken away as things stand: what hangs on it by PostgreSQL's own
 * bookkeeping, so that DROP COLUMN would fail, and what a plan cannot move. `instead` says what
 * else there is to do.
 */
export function dropObstacle(
  context: TableContext,
  column: ColumnDescription,
  instead: string,
): RecipeRefusal | undefined {
  const { tableKey, change } = context
  for (const other of Object.values(change.catalogue.tables)) {
    const key = other.constraints.find(
      ({ references }) =>
        references?.table === tableKey && references.columns.includes(column.name),
    )
    if (key !== undefined) {
      return refusal(
        `Foreign key "${key.name}" of table "${other.name}" refers to "${column.name}". ${instead}`.trim(),
      )
    }
  }
  return dependentObstacle(context, column, instead)
}

/** The same, foreign keys of other tables aside. */
export function dependentObstacle(
  context: TableContext,
  column: ColumnDescription,
  instead: string,
): RecipeRefusal | undefined {
  const { table, tableKey, change } = context
  const { catalogue, parser } = change
  const say = (text: string) => refusal(`${text} ${instead}`.trim())

  const view = catalogue.views.find(({ columns }) => columns.includes(`${tableKey}.${column.name}`))
  if (view !== undefined) {
    return isCompatibilityView(view.view)
      ? refusal(compatibilityObstacle(view.view, column.name))
      : say(`View "${view.view}" reads "${column.name}": write the view anew without it first.`)
  }
  const generated = table.columns.find(
    (other) =>
      other.generated !== undefined &&
      other.default !== undefined &&
      mentionsColumn(`SELECT ${other.default}`, column.name, parser),
  )
  if (generated !== undefined) {
    return say(`The generated column "${generated.name}" is computed from "${column.name}".`)
  }
  const trigger = table.triggers.find(({ definition }) =>
    namesInTrigger(definition, column.name, parser),
  )
  if (trigger !== undefined) {
    return say(`Trigger "${trigger.name}" names "${column.name}" in its definition.`)
  }
  return undefined
}

/** UPDATE OF and WHEN; the function behind it is looked at by its text. */
function namesInTrigger(
  definition: string,
  column: string,
  parser: TableContext['change']['parser'],
): boolean {
  const [statement] = parser.parse(definition)
  if (statement?.kind !== 'parsed' || !('CreateTrigStmt' in statement.node)) return true
  const { columns = [] } = statement.node.CreateTrigStmt
  return (
    columns.some((node) => 'String' in node && node.String.sval === column) ||
    mentionsColumn(definition, column, parser)
  )
}

/**
 * Functions of the project whose text names the column, together with the table or as the function
 * of one of its triggers. PostgreSQL keeps no record of it: such a function goes on working until
 * it runs without the column.
 */
export function functionsThatMention(
  { table, change }: TableContext,
  column: string,
): readonly string[] {
  const triggered = table.triggers.map(({ definition }) => definition)
  return change.catalogue.functions
    .filter(({ schema }) => schema !== 'concertina')
    .filter(({ definition }) => hasWord(definition, column))
    .filter(
      ({ name, definition }) =>
        hasWord(definition, table.name) || triggered.some((text) => hasWord(text, name)),
    )
    .map(({ schema, name }) => `${schema}.${name}`)
}

/** Functions of the project whose text names the table. */
export function functionsThatNameTable({ table, change }: TableContext): readonly string[] {
  return change.catalogue.functions
    .filter(({ schema }) => schema !== 'concertina')
    .filter(({ definition }) => hasWord(definition, table.name))
    .map(({ schema, name }) => `${schema}.${name}`)
}

/** Whether the text holds the name as a word; one in small letters may be written in any case. */
function hasWord(text: string, name: string): boolean {
  const pattern = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const flags = name === name.toLowerCase() ? 'iu' : 'u'
  return new RegExp(String.raw`(?<![\p{L}\p{N}_])${pattern}(?![\p{L}\p{N}_])`, flags).test(text)
}
