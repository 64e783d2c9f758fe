import { leadingArgument } from '../../prisma/attributeArguments.js'
import { migrationSlug } from '../../migrations/migrationSlug.js'
import { resolveRelation } from '../../rules/resolveName.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { backfillKey } from '../parts/backfillKey.js'
import type { ChangedType } from '../swap/changedType.js'
import { dependentObstacle } from '../parts/dependents.js'
import { checkCopies } from '../constraints/checkCopies.js'
import type { KeyChange } from './keyChange.js'
import { keyIndexes } from './keyIndexes.js'
import { keyJoinTable } from './keyJoinTable.js'
import { keyReferences } from './keyReferences.js'
import { sequencesOf } from './keySequences.js'
import { keySwapPlan } from './keySwapPlan.js'
import { keySwapTitle } from './keySubject.js'
import type { KeyMember, KeyTable } from './keyTable.js'
import { planObjects } from '../parts/objectNames.js'
import { generatedObstacle, tableObstacle } from '../parts/obstacles.js'
import type { PlanDraft, Recipe, RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { mentionsColumn } from '../rename/renameInDefinition.js'
import { swapNames } from '../swap/swapNames.js'
import { conversionBetween } from '../swap/typeConversion.js'

/** All tables of the change, or why one of them cannot be part of a plan. */
export function keySwapDraft(
  change: KeyChange,
  { id: recipe, operation }: Pick<Recipe, 'id' | 'operation'>,
): PlanDraft | RecipeRefusal {
  const tables: KeyTable[] = []
  for (const key of new Set(change.members.map(({ context }) => context.tableKey))) {
    const members = change.members.filter(({ context }) => context.tableKey === key)
    const table = keyTable(members, change)
    if (table.kind === 'refusal') return table
    tables.push(table.table)
  }
  const [first] = change.members
  if (first === undefined) return refusal('There is no key to change.')
  const references = keyReferences(change)
  if (references.kind === 'refusal') return references
  const joins = change.joins.map((join) => keyJoinTable(join, first.context))
  const refused = joins.find((join) => join.kind === 'refusal')
  if (refused?.kind === 'refusal') return refused
  const { table } = first.context
  return keySwapPlan(
    {
      recipe,
      operation,
      slug: migrationSlug(`change ${table.name} ${first.old.name} type`) || 'change_key_type',
      title: keySwapTitle(change),
      tables,
      joins: joins.flatMap((join) => (join.kind === 'join' ? [join.join] : [])),
      references: references.references,
    },
    change,
  )
}

function keyTable(
  changed: readonly ChangedType[],
  change: KeyChange,
): { readonly kind: 'table'; readonly table: KeyTable } | RecipeRefusal {
  const [first] = changed
  if (first === undefined) return refusal('There is no key to change.')
  const { context } = first
  const obstacle =
    tableObstacle(context) ??
    changed.map((one) => columnObstacle(one, change)).find((one) => one !== undefined)
  if (obstacle !== undefined) return obstacle
  const members = changed.map(memberOf)
  const indexes = keyIndexes(context, members)
  if (indexes.kind === 'refusal') return indexes
  const checks = checkCopies(context, members)
  if (checks.kind === 'refusal') return checks
  const { table } = context
  const [{ names } = { names: { column: '' } }] = members
  return {
    kind: 'table',
    table: {
      context,
      members,
      indexes: indexes.copies,
      checks: checks.copies,
      objects: planObjects(table.schema, table.name, names.column),
      key: backfillKey(table, context.change.catalogue),
    },
  }
}

function memberOf(changed: ChangedType): KeyMember {
  const { context, old, now, field } = changed
  const names = swapNames(context, old.name, field.field.name.text)
  const { notNullCheck } = planObjects(context.table.schema, context.table.name, names.column)
  return {
    changed,
    old,
    now,
    names,
    conversion: conversionBetween(old, now),
    ...(old.notNull ? { notNullCheck } : {}),
    sequences: sequencesOf(context, old),
  }
}

function columnObstacle(changed: ChangedType, change: KeyChange): RecipeRefusal | undefined {
  const { context, old, field } = changed
  const { table } = context
  if (field.optional === old.notNull) {
    return refusal(
      `The change also makes "${old.name}" of "${table.name}" ${field.optional ? 'optional' : 'required'}. Change the type of the key first and that afterwards: each is a plan of its own.`,
    )
  }
  const value = field.default && leadingArgument(field.default, 'value')
  const isNumbered = value?.kind === 'call' && value.name === 'autoincrement'
  if (isNumbered !== (old.default?.startsWith('nextval(') === true)) {
    return refusal(
      `The change also ${isNumbered ? 'has the database number' : 'ends the numbering of'} "${old.name}" of "${table.name}". Change the type of the key first and that afterwards.`,
    )
  }
  return (
    generatedObstacle(context, old.name) ??
    otherChange(changed, change) ??
    dependentObstacle(context, old, '')
  )
}

/** A key or an index over the column that comes or goes in the same change. */
function otherChange(
  { context, old }: ChangedType,
  { actions }: KeyChange,
): RecipeRefusal | undefined {
  const { table, tableKey, change } = context
  const other = context.actions.find(({ action, statement }) => {
    if (actions.includes(action)) return false
    if (action.kind === 'createIndex') {
      return (
        statement.includes(quoteIdentifier(table.name)) &&
        mentionsColumn(statement, old.name, change.parser)
      )
    }
    if (action.kind === 'dropIndex') {
      return table.indexes.some(
        ({ name, columns }) => name === action.index.name && columns.includes(old.name),
      )
    }
    return (
      action.kind === 'addConstraint' &&
      resolveRelation(change.catalogue, action.table) === tableKey &&
      'columns' in action.constraint &&
      action.constraint.columns.includes(old.name)
    )
  })
  return other === undefined
    ? undefined
    : refusal(
        `The change also adds or drops a key or an index over "${old.name}" of "${table.name}". Make two changes of it.`,
      )
}
