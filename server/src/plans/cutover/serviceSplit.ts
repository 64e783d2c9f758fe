import type { Catalogue, ConstraintDescription, TableDescription } from '../../engine/catalogue.js'
import type { SchemaModel, TableOfModel } from '../../prisma/schemaModel.js'
import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import {
  answersOf,
  prerequisites,
  refusal,
  refusedTables,
  type CutoverInput,
  type CutoverRefusal,
} from './blueGreen.js'
import { rowOfSteps, windowsOf, type Cutover, type CutoverScript } from './cutover.js'
import { checkStep, manualStep, scriptStep } from './cutoverSteps.js'
import { tableOf } from './cutoverChecks.js'
import { moveParts } from './moveParts.js'
import { nameOf, replicatedTables, sqlName } from './replicatedTables.js'

/** Some models to a service of their own, with a database of its own. */
export function serviceSplit(
  input: CutoverInput,
  schema: SchemaModel,
  models: readonly string[],
): Cutover | CutoverRefusal {
  const { catalogue, identities, postgresVersion, times } = input
  const going = goingTables(schema, models)
  if ('kind' in going) return going
  const names = new Set(going.map(keyIn(catalogue)))
  const tables = replicatedTables(catalogue, (name) => names.has(name))
  if (tables.length < names.size) {
    const missing = [...names].filter((name) => !tables.some((table) => nameOf(table) === name))
    return refusal(
      `${missing.map((name) => `"${name}"`).join(', ')} is no table of the database after the migrations.`,
    )
  }
  if (replicatedTables(catalogue).length === tables.length) {
    return refusal('No model would stay: that is a move of the whole database (--blue-green).')
  }
  const refused = refusedTables(tables, identities) ?? sharedJoinTable(schema, models)
  if (refused !== undefined) return refused
  const cuts = cutForeignKeys(catalogue, names)
  const [orphans, cut] = cuts.length === 0 ? [] : [orphansCheck(cuts), cutScript(cuts)]
  const title = models.join(', ')
  const name = 'concertina_service_split'
  const { steps, scripts } = moveParts({
    ...{ catalogue, tables, name, postgresVersion, times },
    whole: false,
    writers: `the code of ${title}`,
  })
  const first = [
    manualStep(
      'expand/interface',
      'expand',
      `Let all other code ask for ${title} by one interface, which the new service will have, and no query join across the cut: the relation fields are named below.`,
    ),
    ...(orphans === undefined ? [] : [checkStep('expand/orphans', 'expand', orphans)]),
    ...(cut === undefined
      ? []
      : [
          {
            ...scriptStep('expand/cut-foreign-keys', 'expand', 'schema', cut),
            waits: 'moment' as const,
            lockTimeoutMs: 300,
          },
        ]),
    manualStep(
      'expand/ownership',
      'expand',
      `Until the switch the old database owns ${title}: only it is written, and the new service reads its copy. From the switch on the new service owns them: no other code writes them, and it answers for keys that others keep.`,
    ),
  ]
  const last = [
    manualStep(
      'contract/models',
      'contract',
      `Take ${title} out of schema.prisma of the old application, one plan each (recipe drop-table), those first that refer to others: ${inOrder(tables, catalogue).join(', ')}.`,
      ['G2'],
    ),
  ]
  return {
    recipe: 'service-split',
    slug: 'service_split',
    title: `Move ${title} to a service of their own`,
    introduction: `${tables.length === 1 ? 'The table' : `The ${tables.length} tables`} of ${title} go to a database of their own, kept equal by logical replication until the switch. ${cuts.length} foreign ${cuts.length === 1 ? 'key' : 'keys'} across the cut ${cuts.length === 1 ? 'goes' : 'go'}: no database can hold a key to a row of another.`,
    answers: { ...answersOf(times), models: models.join(',') },
    prerequisites: prerequisites(postgresVersion),
    windows: windowsOf(times),
    steps: rowOfSteps([...first, ...steps, ...last]),
    scripts: [...(orphans === undefined || cut === undefined ? [] : [orphans, cut]), ...scripts],
    named: namedAcross(catalogue, names, cuts, relationsAcross(schema, models)),
  }
}

function keyIn(catalogue: Catalogue) {
  return ({ schema = 'public', table }: TableOfModel): string => {
    const named = `${schema}.${table}`
    if (catalogue.tables[named] !== undefined) return named
    return Object.keys(catalogue.tables).find((one) => one.endsWith(`.${table}`)) ?? named
  }
}

function goingTables(
  { tables }: SchemaModel,
  models: readonly string[],
): readonly TableOfModel[] | CutoverRefusal {
  if (models.length === 0) return refusal('Name the models that go, separated by commas.')
  const found = models.map((model) => tables.find((one) => one.model === model && one.managed))
  const unknown = models.find((_, index) => found[index] === undefined)
  return unknown === undefined
    ? found.flatMap((table) => table ?? [])
    : refusal(`The schema has no model "${unknown}" with a table.`)
}

/** Both sides would have to write it. */
function sharedJoinTable(
  { joinTables }: SchemaModel,
  models: readonly string[],
): CutoverRefusal | undefined {
  const found = joinTables.find(
    ({ columnA, columnB }) => models.includes(columnA.model) !== models.includes(columnB.model),
  )
  return found === undefined
    ? undefined
    : refusal(
        `The implicit many-to-many relation between ${found.columnA.model} and ${found.columnB.model} (table "${found.table}") would belong to both sides. Make it a model first (recipe explicit-join-model), and say on which side that goes.`,
      )
}

export type CutKey = {
  /** `schema.name` of the table that has the key. */
  readonly table: string
  readonly key: ConstraintDescription
  readonly references: ConstraintDescription['references'] & object
}

/** Foreign keys with one end among the tables that go. */
export function cutForeignKeys(
  { tables }: Pick<Catalogue, 'tables'>,
  going: ReadonlySet<string>,
): readonly CutKey[] {
  return Object.entries(tables).flatMap(([table, { constraints }]) =>
    constraints.flatMap((key) => {
      const { references } = key
      if (key.kind !== 'foreignKey' || references === undefined) return []
      return going.has(table) === going.has(references.table) ? [] : [{ table, key, references }]
    }),
  )
}

/** What the keys refuse today; behind the cut it has to be asked across two databases. */
function orphansCheck(cuts: readonly CutKey[]): CutoverScript {
  const parts = cuts.map(({ table, key, references }) => {
    const columns = key.columns.map((name) => `c.${quoteIdentifier(name)}`)
    const pairs = key.columns.map(
      (name, index) =>
        `p.${quoteIdentifier(references.columns[index] ?? '')} = c.${quoteIdentifier(name)}`,
    )
    return `SELECT ${quoteLiteral(key.name)} AS "foreign key", concat_ws(', ', ${columns.map((column) => `${column}::text`).join(', ')}) AS "refers to"
FROM ${tableOf(table)} AS c
WHERE ${columns.map((column) => `${column} IS NOT NULL`).join(' AND ')}
  AND NOT EXISTS (SELECT FROM ${tableOf(references.table)} AS p WHERE ${pairs.join(' AND ')})`
  })
  return {
    path: 'checks/orphans.sql',
    on: 'blue',
    expected: 'no row',
    say: 'Rows that refer to nothing, for each foreign key across the cut. It takes the place of the keys while both sides are in one database; run it until the switch.',
    proof: 'run',
    sql: `${parts.join('\nUNION ALL\n')};\n`,
  }
}

function cutScript(cuts: readonly CutKey[]): CutoverScript {
  const drops = cuts.map(
    ({ table, key }) =>
      `ALTER TABLE ${tableOf(table)} DROP CONSTRAINT ${quoteIdentifier(key.name)};\n`,
  )
  return {
    path: 'scripts/cut_foreign_keys.sql',
    on: 'blue',
    expected: 'ALTER TABLE for each',
    say: 'What the migration does that takes the relations out of schema.prisma: it drops the foreign keys across the cut, and ON DELETE CASCADE and SET NULL with them. Take the relation fields out, and let Concertina make it.',
    proof: 'run',
    sql: `BEGIN;\nSET LOCAL lock_timeout = '300ms';\n${drops.join('')}COMMIT;\n`,
  }
}

function relationsAcross({ tables }: SchemaModel, models: readonly string[]): readonly string[] {
  return tables.flatMap(({ model, relations }) => {
    const own = relations.map(({ field, otherModel: other }) => ({ field: field.name.text, other }))
    return own
      .filter(({ other }) => models.includes(model) !== models.includes(other))
      .map(({ field, other }) => `${model}.${field} → ${other}`)
  })
}

function namedAcross(
  { views, enums, tables }: Catalogue,
  going: ReadonlySet<string>,
  cuts: readonly CutKey[],
  relations: readonly string[],
): Cutover['named'] {
  const tablesOf = (columns: readonly string[]) =>
    new Set(columns.map((column) => column.split('.').slice(0, 2).join('.')))
  const across = views.filter(({ columns }) => {
    const read = [...tablesOf(columns)]
    return read.some((name) => going.has(name)) && read.some((name) => !going.has(name))
  })
  const usersOf = (type: string) =>
    Object.entries(tables).filter(([, { columns }]) =>
      columns.some(({ typeName }) => typeName === type),
    )
  const shared = Object.keys(enums).filter((type) => {
    const users = usersOf(type).map(([name]) => name)
    return users.some((name) => going.has(name)) && users.some((name) => !going.has(name))
  })
  return [
    {
      heading: 'Foreign keys that are cut, and what they did when a row was deleted',
      lines: cuts.map(
        ({ table, key, references }) =>
          `"${key.name}": ${table} (${key.columns.join(', ')}) to ${references.table} (${references.columns.join(', ')}), ON DELETE ${references.onDelete}`,
      ),
    },
    {
      heading:
        'Relation fields across the cut: queries that include or filter by them join across it',
      lines: relations,
    },
    {
      heading: 'Views that read both sides: they go, or read one',
      lines: across.map(({ view }) => view),
    },
    {
      heading: 'Enums that both sides use: from then on there are two, changed one by one',
      lines: shared,
    },
  ].filter(({ lines }) => lines.length > 0)
}

/** Those that refer to others first; a circle ends in the order of the names. */
function inOrder(tables: readonly TableDescription[], catalogue: Catalogue): readonly string[] {
  const done: TableDescription[] = []
  let left = tables
  while (left.length > 0) {
    const isFree = (table: TableDescription) =>
      !left.some(
        (other) =>
          other !== table &&
          (catalogue.tables[nameOf(other)]?.constraints ?? []).some(
            ({ references }) => references?.table === nameOf(table),
          ),
      )
    const next = left.find(isFree) ?? left[0]
    if (next === undefined) break
    done.push(next)
    left = left.filter((table) => table !== next)
  }
  return done.map(sqlName)
}
