import { applySchemaEdits } from '../../prisma/applySchemaEdits.js'
import { modelNamed } from '../../prisma/lookups.js'
import { readSchema } from '../../prisma/readSchema.js'
import { readSchemaModel } from '../../prisma/readSchemaModel.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { TableOfModel } from '../../prisma/schemaModel.js'
import { applyEdits } from '../../text/edits.js'
import { quoteIdentifier, quoteQualified } from '../../sql/quoting.js'
import type { QualifiedName } from '../../sql/action.js'
import { shortName } from '../parts/objectNames.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import type { RenamedColumn } from './renamedColumn.js'
import {
  renameConstraint,
  renamedForeignKeys,
  renamedIndexes,
  renameIndex,
  type NewName,
  type RenameStep,
} from './renamedObjects.js'
import { actionsOnTable, quoteBeside, type TableContext } from '../parts/tableContext.js'

export type FlippedNames = {
  readonly kind: 'names'
  /** What the table is called from then on. */
  readonly to: QualifiedName
  /** `@@map`, in place of the one that the model has. */
  readonly edits: readonly SchemaEdit[]
  readonly steps: readonly RenameStep[]
}

/**
 * Another name for the table, and the names that Prisma derives from it and from the column's new
 * one. They are those of the keys in the schema as it reads with the new `@@map`.
 */
export function flippedNames(renamed: RenamedColumn): FlippedNames | RecipeRefusal {
  const { context, old, added } = renamed
  const { sqlTable, table, model } = context
  const name = freeName(context)
  // It takes the place of one that the model has.
  const edits: readonly SchemaEdit[] = [
    {
      kind: 'putBlockAttribute',
      model: model.model,
      attribute: `@@map(${JSON.stringify(name)})`,
    },
  ]
  const later = modelWith(context, edits)
  if (later === undefined) {
    return refusal(`The model "${model.model}" cannot be given @@map("${name}").`)
  }
  const finalNames = namesBySide(model, later)
  const final = ({ from, to }: NewName): NewName => ({ from, to: finalNames.get(to) ?? to })
  const sqlNew = quoteBeside(context, name)
  const [o, n] = [quoteIdentifier(old.name), quoteIdentifier(added.column.name)]
  const newName = (column: string) => (column === old.name ? added.column.name : column)
  const indexes = renamesOf(
    table.indexes.filter(({ primary }) => !primary).map((one) => one.name),
    renamedIndexes(
      context,
      actionsOnTable(context, 'createIndex').map(({ action }) => action),
      newName,
    ),
  )
  const constraints = renamesOf(
    table.constraints
      .filter(({ kind }) => kind === 'primaryKey' || kind === 'foreignKey')
      .map((one) => one.name),
    renamedForeignKeys(
      context,
      actionsOnTable(context, 'addConstraint').map(({ action }) => action),
      newName,
    ),
  )
  const isOther = ({ from, to }: NewName) => from !== to
  return {
    kind: 'names',
    to:
      sqlTable === quoteQualified({ name: table.name }) ? { name } : { schema: table.schema, name },
    edits,
    steps: [
      {
        forth: `ALTER TABLE ${sqlTable} RENAME TO ${quoteIdentifier(name)}`,
        back: `ALTER TABLE ${sqlNew} RENAME TO ${quoteIdentifier(table.name)}`,
      },
      {
        forth: `ALTER TABLE ${sqlNew} RENAME COLUMN ${o} TO ${n}`,
        back: `ALTER TABLE ${sqlNew} RENAME COLUMN ${n} TO ${o}`,
      },
      ...constraints
        .map(final)
        .filter(isOther)
        .map(({ from, to }) => ({
          forth: renameConstraint(sqlNew, from, to),
          back: renameConstraint(sqlNew, to, from),
        })),
      ...indexes
        .map(final)
        .filter(isOther)
        .map(({ from, to }) => ({
          forth: renameIndex(quoteBeside(context, from), to),
          back: renameIndex(quoteBeside(context, to), from),
        })),
    ],
  }
}

/** `users_v2`, or the next number that nothing in the schema has. */
function freeName({ table, change }: TableContext): string {
  const { catalogue } = change
  const taken = new Set([
    ...Object.values(catalogue.tables).map((one) => `${one.schema}.${one.name}`),
    ...catalogue.views.map(({ view }) => view),
    ...Object.keys(catalogue.enums),
    ...change.target.tables.map((one) => `${one.schema ?? table.schema}.${one.table}`),
  ])
  const stem = table.name.replace(/_v\d+$/, '')
  for (let number = 2; ; number += 1) {
    const name = shortName(stem, `_v${number}`)
    if (name !== table.name && !taken.has(`${table.schema}.${name}`)) return name
  }
}

function modelWith(
  { change, model }: TableContext,
  edits: readonly SchemaEdit[],
): TableOfModel | undefined {
  const { documents } = change.target
  const edited = applySchemaEdits(documents, edits)
  if ('kind' in edited) return undefined
  const texts = documents.map(({ uri, text }) => {
    const file = edited.find((one) => one.uri === uri)
    return readSchema(uri, file === undefined ? text : applyEdits(text, file.edits))
  })
  return modelNamed(readSchemaModel(texts), model.model)
}

/** Names of keys and foreign keys before and with the edits; both models have the same ones in the same order. */
function namesBySide(now: TableOfModel, later: TableOfModel): ReadonlyMap<string, string> {
  const keys = now.keys.map(
    (key, place) => [key.name, later.keys[place]?.name ?? key.name] as const,
  )
  const relations = now.relations.flatMap(({ foreignKey }, place) =>
    foreignKey === undefined
      ? []
      : [[foreignKey, later.relations[place]?.foreignKey ?? foreignKey] as const],
  )
  return new Map([...keys, ...relations])
}

function renamesOf(names: readonly string[], renamed: readonly NewName[]): readonly NewName[] {
  return names.map((from) => renamed.find((one) => one.from === from) ?? { from, to: from })
}
