import type { ColumnDef, Constraint } from '@pgsql/types'
import type { ColumnDefinition, ConstraintDefinition, SqlExpression } from '../action.js'
import { isWord, listItemAt, tokenIndexAt, type StatementSource } from '../statementSource.js'
import { nameOfNodes } from '../treeNames.js'
import { typeBehindSerial, typeNameOf, typeTextOf } from '../typeText.js'
import { constraintDefinitionOf, expressionOf } from './constraints.js'

/**
 * A column of CREATE TABLE or ADD COLUMN. Undefined for the columns of a partition or of a table
 * of a composite type, which only add to what is defined elsewhere and have no type.
 */
export function columnDefinitionOf(
  source: StatementSource,
  column: ColumnDef,
): ColumnDefinition | undefined {
  if (column.typeName === undefined) return undefined
  const name = column.colname ?? ''
  const written = (column.constraints ?? []).flatMap((node) =>
    'Constraint' in node ? [node.Constraint] : [],
  )
  const behindSerial = typeBehindSerial(column.typeName)
  const constraints = constraintsOf(source, written, name)
  const identity = written.find(({ contype }) => contype === 'CONSTR_IDENTITY')
  const generated = written.find(({ contype }) => contype === 'CONSTR_GENERATED')
  const defaultValue = defaultOf(source, column, written)

  return {
    name,
    type: behindSerial ?? typeTextOf(column.typeName),
    typeName: typeNameOf(column.typeName),
    notNull:
      written.some(({ contype }) => contype === 'CONSTR_NOTNULL' || contype === 'CONSTR_PRIMARY') ||
      behindSerial !== undefined ||
      identity !== undefined,
    serial: behindSerial !== undefined,
    constraints,
    ...(defaultValue && { default: defaultValue }),
    ...(generated && { generated: generated.generated_kind === 's' ? 'stored' : 'virtual' }),
    ...(identity && { identity: identity.generated_when === 'a' ? 'always' : 'by default' }),
    ...(column.collClause && { collation: nameOfNodes(column.collClause.collname) }),
  }
}

function constraintsOf(
  source: StatementSource,
  written: readonly Constraint[],
  column: string,
): readonly ConstraintDefinition[] {
  return written.flatMap((constraint, index) => {
    if (constraint.contype === 'CONSTR_NOTNULL') return []
    const followers = attributesAfter(written, index)
    return constraintDefinitionOf(source, constraint, column, followers) ?? []
  })
}

/** `DEFERRABLE`, `NOT ENFORCED` and their like, up to the next constraint. */
function attributesAfter(written: readonly Constraint[], index: number): readonly Constraint[] {
  const rest = written.slice(index + 1)
  const next = rest.findIndex(({ contype }) => contype?.startsWith('CONSTR_ATTR_') !== true)
  return next === -1 ? rest : rest.slice(0, next)
}

/** The default reaches to whatever stands next on the column, each of which has its place. */
function defaultOf(
  source: StatementSource,
  column: ColumnDef,
  written: readonly Constraint[],
): SqlExpression | undefined {
  const constraint = written.find(({ contype }) => contype === 'CONSTR_DEFAULT')
  if (constraint === undefined) return undefined

  const start = tokenIndexAt(source, constraint.location)
  const keyword = isWord(source, start, 'constraint') ? start + 2 : start
  const places = [...written, ...(column.collClause ? [column.collClause] : [])]
  const next = places
    .map(({ location }) => tokenIndexAt(source, location))
    .filter((index) => keyword < index)
  const end = listItemAt(source, tokenIndexAt(source, column.location)).to
  const span = { from: keyword + 1, to: Math.min(end, ...next) }
  return expressionOf(source, span, constraint.raw_expr)
}
