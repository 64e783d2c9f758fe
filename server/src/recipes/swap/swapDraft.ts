import type { ColumnDescription } from '../../engine/catalogue.js'
import type { ColumnOfField } from '../../prisma/schemaModel.js'
import { columnNamed } from '../../prisma/lookups.js'
import { typePartsOf } from '../../rules/typeChange.js'
import type { ChangedType } from './changedType.js'
import { checkCopies } from '../constraints/checkCopies.js'
import { dropObstacle } from '../parts/dependents.js'
import { acceptedFunctions } from '../parts/functionsQuestion.js'
import { indexCopies } from '../constraints/indexCopies.js'
import {
  foreignKeysOver,
  generatedObstacle,
  primaryKeyObstacle,
  tableObstacle,
} from '../parts/obstacles.js'
import { oldField } from '../parts/oldField.js'
import type { Answers, PlanDraft, PlannedValues, RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { mentionsColumn } from '../rename/renameInDefinition.js'
import { swapFields, type SwapStyle } from './swapFields.js'
import { swapNames } from './swapNames.js'
import { isNumber, isText } from '../../rules/typeRoute.js'
import type { Conversion } from './typeConversion.js'
import { unfitDefaultObstacle } from './unfitDefault.js'
import { typeSwapPlan, type TypeSwap } from './typeSwap.js'

/** What a recipe brings to the swap. */
export type SwapRequest = Pick<TypeSwap, 'conversion' | 'recipe' | 'operation'> &
  Partial<
    Pick<
      TypeSwap,
      | 'prepare'
      | 'undoPrepare'
      | 'values'
      | 'typeRenames'
      | 'blocks'
      | 'about'
      | 'names'
      | 'isTolerant'
      | 'syncBody'
      | 'rehearsal'
    >
  > & {
    readonly style: SwapStyle
    /** Answers of the recipe's own questions. */
    readonly own?: Answers
  }

export function swapDraft(
  changed: ChangedType,
  request: SwapRequest,
  answers: Answers,
): PlanDraft | RecipeRefusal {
  const { context, old, field } = changed
  const { conversion, style } = request
  const obstacle =
    tableObstacle(context) ??
    generatedObstacle(context, old.name) ??
    primaryKeyObstacle(context, old.name, 'another type') ??
    ownObstacle(changed, style) ??
    unfitDefaultObstacle(old, changed.now, conversion) ??
    dropObstacle(context, old, '')
  if (obstacle !== undefined) return obstacle
  const functions =
    style === 'swap'
      ? { kind: 'accepted' as const, names: [] }
      : acceptedFunctions(context, old.name, answers)
  if (functions.kind === 'refusal') return functions
  const lost = oldField(context, old)
  if (lost.kind === 'refusal') return lost
  const names = request.names ?? swapNames(context, old.name, field.field.name.text)
  const own = { ...changed, context: { ...context, actions: [] } }
  const indexes = indexCopies(own.context, old, names.column)
  if (indexes.kind === 'refusal') return indexes
  const checks = checkCopies(context, [{ old, names }])
  if (checks.kind === 'refusal') return checks
  return typeSwapPlan({
    prepare: [],
    undoPrepare: [],
    typeRenames: { rename: [], back: [] },
    blocks: { expand: [], contract: [] },
    isTolerant: isTolerant(changed),
    values: valuesFor(changed, conversion, names.column),
    ...request,
    changed,
    names,
    fields: swapFields(changed, lost, names, indexes.copies, style),
    indexes: indexes.copies,
    checks: checks.copies,
    answers: {
      style,
      ...(functions.names.length === 0 ? {} : { functions: 'unrelated' }),
      ...request.own,
    },
    acceptedFunctions: functions.names,
  })
}

/** Whether a client with the old type reads and writes a column of the new one, and the other way round. */
export function isTolerant({ context, field, old }: ChangedType): boolean {
  const before = context.committed && columnNamed(context.committed, old.name)
  const names = [scalarOf(before) ?? scalarOfColumn(old), scalarOf(field)]
  if (names[0] === names[1]) return names[0] !== undefined
  return names.every((name) => name === 'Int' || name === 'BigInt')
}

function scalarOf(field: ColumnOfField | undefined): string | undefined {
  return field?.type.kind === 'scalar' ? field.type.name : undefined
}

function scalarOfColumn({ type }: ColumnDescription): string | undefined {
  const parts = typePartsOf(type)
  if (parts.name === 'bigint') return 'BigInt'
  if (['integer', 'smallint'].includes(parts.name)) return 'Int'
  if (isText(parts) || parts.name === 'uuid') return 'String'
  if (/^(timestamp|date|time)\b/.test(parts.name)) return 'DateTime'
  return /^jsonb?$/.test(parts.name) ? 'Json' : undefined
}

/** What the new version writes is made of what the old type holds: more it would refuse to give back. */
function valuesFor(
  { old, now }: ChangedType,
  { up, sample }: Conversion,
  beside: string,
): readonly PlannedValues[] {
  const of = { type: old.type, typeName: old.typeName, labels: [] }
  return [
    ...(sample === '$1' ? [] : [{ column: old.name, type: old.type, of, expression: sample }]),
    ...[old.name, beside].map((column) => ({
      column,
      type: now.type,
      of,
      expression: up(sample === '$1' ? '$1' : `(${sample})`),
    })),
  ]
}

function ownObstacle(changed: ChangedType, style: SwapStyle): RecipeRefusal | undefined {
  const { context, old, field, actions } = changed
  const { table, change } = context
  if (!field.list && field.optional === old.notNull) {
    return refusal(
      `The change also makes "${old.name}" ${field.optional ? 'optional' : 'required'}. Change its type first and that afterwards: each is a plan of its own.`,
    )
  }
  const other = context.actions.find(
    ({ action, statement }) =>
      !actions.includes(action) &&
      (action.kind === 'createIndex'
        ? mentionsColumn(statement, old.name, change.parser)
        : (action.kind === 'addConstraint' &&
            'columns' in action.constraint &&
            action.constraint.columns.includes(old.name)) ||
          (action.kind === 'dropIndex' &&
            table.indexes.some(
              ({ name, columns }) => name === action.index.name && columns.includes(old.name),
            ))),
  )
  if (other !== undefined) {
    return refusal(
      `The change also adds or drops a key or an index over "${old.name}". Make two changes of it.`,
    )
  }
  if (old.default?.startsWith('nextval(') === true) {
    return refusal(
      `"${old.name}" is numbered by a sequence, which belongs to one column at a time and would go with the old one.`,
    )
  }
  return style === 'map' ? mapObstacle(changed) : familyObstacle(changed)
}

function mapObstacle(changed: ChangedType): RecipeRefusal | undefined {
  const { context, old } = changed
  const [key] = foreignKeysOver(context, old.name)
  if (key !== undefined) {
    return refusal(
      `Foreign key "${key.name}" hangs on "${old.name}", and the relation would need a second one meanwhile. Answer style=swap, which moves it in one step.`,
    )
  }
  if (!old.notNull && old.default !== undefined) {
    return refusal(
      `"${old.name}" may be NULL and has a default: as long as both columns are written, a NULL that new code writes cannot be told from a value that it leaves out. Answer style=swap, with which only one is.`,
    )
  }
  return familyObstacle(changed)
}

/** Conditions are written for one kind of type: what compares numbers cannot be put to a text. */
export function familyObstacle({ context, old, now }: ChangedType): RecipeRefusal | undefined {
  const { table, change } = context
  if (familyOf(old) === familyOf(now)) return undefined
  const check = table.constraints.find(
    ({ kind, columns }) => kind === 'check' && columns.includes(old.name),
  )
  const index = table.indexes.find(
    ({ columns, predicate, definition }) =>
      (columns.includes(null) || predicate !== undefined) &&
      mentionsColumn(definition, old.name, change.parser),
  )
  const found = check ?? index
  return found === undefined
    ? undefined
    : refusal(
        `${check === undefined ? 'Index' : 'Constraint'} "${found.name}" (${found.definition}) is written for ${old.type} and cannot be copied to ${now.type}. Drop it in a migration of its own first, and make it for the new type afterwards.`,
      )
}

function familyOf({ type, typeName, array }: ColumnDescription): string {
  if (array) return `${typeName}[]`
  const parts = typePartsOf(type)
  if (isNumber(parts)) return 'number'
  if (isText(parts)) return 'text'
  return parts.name.startsWith('timestamp') ? 'time' : typeName
}
