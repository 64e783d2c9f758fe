import { foreignKeyName, uniqueIndexName } from '../../prisma/defaultNames.js'
import { columnNamed } from '../../prisma/lookups.js'
import { migrationSlug } from '../../migrations/migrationSlug.js'
import { backfillKey } from '../parts/backfillKey.js'
import type { ChangedType } from '../swap/changedType.js'
import { copyName } from '../parts/copyName.js'
import { dependentObstacle } from '../parts/dependents.js'
import { attributeText, definitionOf } from '../parts/fieldDefinition.js'
import type { KeyChange } from './keyChange.js'
import { keyIndexes } from './keyIndexes.js'
import { keyReferences } from './keyReferences.js'
import { replaceObstacle } from './keyReplaceObstacles.js'
import { keyReplacePlan } from './keyReplacePlan.js'
import type { KeyReplacement, ReplacedMember, ReplacedTable } from './keyReplaceTable.js'
import { keySwapTitle } from './keySubject.js'
import { planObjects } from '../parts/objectNames.js'
import { tableObstacle } from '../parts/obstacles.js'
import type { PlanDraft, RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { sqlNameOf } from '../drop/restoreColumn.js'
import { swapNames } from '../swap/swapNames.js'
import type { TableContext } from '../parts/tableContext.js'

export type ReplaceRequest = Pick<
  KeyReplacement,
  'recipe' | 'operation' | 'generator' | 'answers'
> & {
  /** What takes the place of `id` in the names of columns: `uuid`. */
  readonly word: string
}

/** Keys with values of another kind, and all that refers to them. */
export function keyReplaceDraft(
  change: KeyChange,
  { word, ...request }: ReplaceRequest,
): PlanDraft | RecipeRefusal {
  const [first] = change.members
  if (first === undefined) return refusal('There is no key to change.')
  const references = keyReferences(change)
  if (references.kind === 'refusal') return references
  const obstacle = replaceObstacle(change, references.references)
  if (obstacle !== undefined) return obstacle
  const names = new Map(change.members.map((one) => [one, namesOf(one, word)]))
  const tables: ReplacedTable[] = []
  for (const key of new Set(change.members.map(({ context }) => context.tableKey))) {
    const members = change.members.filter(({ context }) => context.tableKey === key)
    const table = replacedTable(members, names)
    if (table.kind === 'refusal') return table
    tables.push(table.table)
  }
  const { table } = first.context
  return keyReplacePlan(
    {
      ...request,
      slug: migrationSlug(`change ${table.name} ${first.old.name} type`) || 'change_key_type',
      title: keySwapTitle(change),
      tables,
    },
    change,
  )
}

type Names = ReadonlyMap<ChangedType, ReplacedMember['names']>

function replacedTable(
  changed: readonly ChangedType[],
  names: Names,
): { readonly kind: 'table'; readonly table: ReplacedTable } | RecipeRefusal {
  const [first] = changed
  if (first === undefined) return refusal('There is no key to change.')
  const { context } = first
  const { table, change } = context
  const obstacle =
    tableObstacle(context) ??
    changed.map(({ old }) => dependentObstacle(context, old, '')).find((one) => one !== undefined)
  if (obstacle !== undefined) return obstacle
  const members: ReplacedMember[] = []
  for (const one of changed) {
    const member = memberOf(one, names)
    if (member.kind === 'refusal') return member
    members.push(member.member)
  }
  const indexes = keyIndexes(context, members)
  if (indexes.kind === 'refusal') return indexes
  const copy = indexes.copies.find(({ constraint }) => constraint === 'primaryKey')
  const primary = table.constraints.find(({ kind }) => kind === 'primaryKey')
  const taken = new Set(
    Object.values(change.catalogue.tables).flatMap(({ name, indexes: all }) => [
      name,
      ...all.map((index) => index.name),
    ]),
  )
  return {
    kind: 'table',
    table: {
      context,
      members,
      indexes: indexes.copies,
      ...(copy === undefined || primary === undefined
        ? {}
        : {
            primaryKey: {
              name: primary.name,
              columns: primary.columns,
              index: copy.name,
              oldIndex: copyName(
                uniqueIndexName(table.name, primary.columns),
                '\0',
                'old',
                taken,
              ).replace(/_old$/, (end) =>
                taken.has(uniqueIndexName(table.name, primary.columns)) ? end : '',
              ),
              definition: copy.definition,
            },
          }),
      objects: planObjects(table.schema, table.name, members[0]?.names.column ?? ''),
      key: backfillKey(table, change.catalogue),
    },
  }
}

function memberOf(
  changed: ChangedType,
  names: Names,
): { readonly kind: 'member'; readonly member: ReplacedMember } | RecipeRefusal {
  const { context, old, now, field } = changed
  const own = names.get(changed) ?? { column: '', field: '' }
  const committed = context.committed
  const before = committed && columnNamed(committed, old.name)
  if (committed === undefined || before === undefined) {
    return refusal(
      `How "${old.name}" of "${context.table.name}" read in the schema before the change is not known. Commit the schema as it was first.`,
    )
  }
  const target = targetOf(changed, names)
  const { notNullCheck } = planObjects(context.table.schema, context.table.name, own.column)
  return {
    kind: 'member',
    member: {
      changed,
      old,
      now,
      names: own,
      oldField: freeField(context, `${field.field.name.text}Old`),
      before: definitionOf(committed, before),
      ...(old.notNull ? { notNullCheck } : {}),
      ...(target === undefined ? {} : { refersTo: target }),
    },
  }
}

/** The first foreign key of the column; `replaceObstacle` has seen that it has no other column. */
function targetOf({ context, old }: ChangedType, names: Names): ReplacedMember['refersTo'] {
  const { table, model } = context
  const key = table.constraints.find(
    ({ kind, columns }) => kind === 'foreignKey' && columns.includes(old.name),
  )
  const [column = ''] = key?.references?.columns ?? []
  const tableKey = key?.references?.table ?? ''
  const target = [...names.keys()].find(
    (one) => one.context.tableKey === tableKey && one.old.name === column,
  )
  const beside = target && names.get(target)?.column
  const own = [...names].find(
    ([one]) => one.context.tableKey === context.tableKey && one.old === old,
  )
  if (key === undefined || beside === undefined || own === undefined) return undefined
  const relation = model.relations.find(({ columns }) => columns.join('\0') === old.name)
  const attribute = relation?.field.attributes.find(({ name }) => name.text === 'relation')
  const isNamed = attribute !== undefined && /\bmap:\s*"/.test(attributeText(model, attribute))
  return {
    sqlTable: sqlNameOf(context, tableKey),
    tableKey,
    column,
    beside,
    key,
    newKey: isNamed
      ? (relation?.foreignKey ?? key.name)
      : foreignKeyName(table.name, [own[1].column]),
  }
}

function namesOf({ context, old, field }: ChangedType, word: string): ReplacedMember['names'] {
  const usual = swapNames(context, old.name, field.field.name.text)
  const column = withWord(old.name, word)
  const taken = context.table.columns.some(({ name }) => name === column)
  return { ...usual, ...(taken || column === old.name ? {} : { column }) }
}

/** `id` → `uuid`, `user_id` → `user_uuid`, `userId` → `userUuid`, else the word behind it. */
function withWord(column: string, word: string): string {
  const capital = word.charAt(0).toUpperCase() + word.slice(1)
  if (/^id$/i.test(column)) return word
  if (/_id$/i.test(column)) return column.replace(/id$/i, word)
  if (/[a-z]Id$/.test(column)) return column.replace(/Id$/, capital)
  return `${column}_${word}`
}

function freeField({ model }: TableContext, name: string): string {
  const taken = new Set(model.block.fields.map((field) => field.name.text))
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}${number}`
    if (!taken.has(candidate)) return candidate
  }
}
