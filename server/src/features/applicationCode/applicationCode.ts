import type { PlanDocument } from '../../plans/document/planDocument.js'
import type { ColumnOfField, SchemaModel } from '../../prisma/schemaModel.js'
import { quoteIdentifier, quoteQualified } from '../../sql/quoting.js'
import { conversionsOf, type Conversions } from './conversions.js'
import { planFields, type CodeRefusal, type PlanFields } from './planFields.js'
import { plainType, sqlType, typeScriptType } from './typeText.js'

/** Name of the file in the plan's folder. */
export const applicationCodeFile = 'application.ts'

export type ApplicationCode = { readonly kind: 'code'; readonly text: string } | CodeRefusal

/**
 * TypeScript for the time in which a plan is under way, for the project's own client: a switch
 * between the shapes that are read, a write of both where the plan's trigger is not wanted, and the
 * plan's own expressions as functions. `model` is the schema of the expand phase, `client` the
 * module that exports `PrismaClient`.
 */
export function applicationCode(
  document: PlanDocument,
  model: SchemaModel,
  client: string,
): ApplicationCode {
  const fields = planFields(document, model)
  if (fields.kind === 'refusal') return fields
  const names = namesOf(fields, model)
  const conversions = conversionsOf(document, fields)
  const usesClient = fields.old.length > 0
  const parts = [
    introduction(document),
    ...(usesClient ? [`import type { PrismaClient } from '${client}'`] : []),
    ...(usesClient && conversions !== undefined
      ? [
          types(fields, names),
          readSwitch(fields, names, conversions),
          dualWrite(fields, names, conversions),
          ...(document.recipe === 'rename-column' ? [] : [parting(fields, names, conversions)]),
        ]
      : [required(fields, names)]),
  ]
  return { kind: 'code', text: `${parts.join('\n\n')}\n` }
}

type Names = {
  /** `UserFullName` */
  readonly type: string
  /** `user`, the client's name for the model. */
  readonly delegate: string
  /** `"User"` */
  readonly sqlTable: string
  readonly enums: SchemaModel['enums']
}

function namesOf({ table, added }: PlanFields, { enums }: SchemaModel): Names {
  const { model, schema, table: name } = table
  return {
    type: [model, ...added.map(({ field }) => capital(field.name.text))].join(''),
    delegate: `${model.slice(0, 1).toLowerCase()}${model.slice(1)}`,
    sqlTable: quoteQualified(schema === undefined ? { name } : { schema, name }),
    enums,
  }
}

function introduction({ title, phases }: PlanDocument): string {
  const told = phases.map(({ name, application }) => `// ${name}: ${oneLine(application)}`)
  return [
    `// ${oneLine(title)}`,
    '//',
    '// Take from here what the application needs while the plan is under way, and take it out again',
    '// when the contract phase is deployed. What the application must do in each phase:',
    ...told,
  ].join('\n')
}

function types({ added, key }: PlanFields, { type, delegate, enums }: Names): string {
  return `/** The client, or a transaction of it. */
type Client = Pick<PrismaClient, '${delegate}' | '$queryRaw'>

export type ${type}Key = ${record(key.columns, (column) => plainType(column, enums))}

export type ${type} = ${record(added, (column) => typeScriptType(column, enums))}

/** Which shape is read: "old" until verify.sql returns no row (gate G1), then "new". A flag of yours. */
export type ${type}Shape = 'old' | 'new'`
}

function readSwitch(
  { added, key }: PlanFields,
  { type, delegate, sqlTable, enums }: Names,
  { toNew }: Conversions,
): string {
  const select = added.map(({ field }) => `${field.name.text}: true`).join(', ')
  const columns = added.map(
    ({ column, field }) => `${toNew.get(column) ?? ''} AS ${quoteIdentifier(field.name.text)}`,
  )
  return `/** Undefined when there is no such row. */
export async function read${type}(
  client: Client,
  key: ${type}Key,
  shape: ${type}Shape,
): Promise<${type} | undefined> {
  if (shape === 'new') {
    const found = await client.${delegate}.findUnique({ where: ${where(key)}, select: { ${select} } })
    return found ?? undefined
  }
  const [row] = await client.$queryRaw<${type}[]>\`
    SELECT ${template(columns.join(', '))} FROM ${template(sqlTable)}
    WHERE ${condition(key.columns, enums)}\`
  return row
}`
}

function dualWrite(
  { old, key }: PlanFields,
  { type, delegate, sqlTable, enums }: Names,
  { toOld }: Conversions,
): string {
  const set = old.map(({ column }) => `${quoteIdentifier(column)} = ${toOld.get(column) ?? ''}`)
  return `/** Writes both shapes. Only for a database without the plan's trigger, which does the same by itself. */
export async function write${type}(
  client: PrismaClient,
  key: ${type}Key,
  data: ${type},
): Promise<void> {
  await client.$transaction(async (transaction) => {
    await transaction.${delegate}.update({ where: ${where(key)}, data })
    await transaction.$executeRaw\`
      UPDATE ${template(sqlTable)} SET ${template(set.join(', '))}
      WHERE ${condition(key.columns, enums)}\`
  })
}`
}

/** Both directions, for values that stand in no row yet. */
function parting(
  { table, old, added }: PlanFields,
  { type, enums }: Names,
  { toNew, toOld }: Conversions,
): string {
  const oldType = `${table.model}${old.map(({ field }) => capital(field.name.text)).join('')}`
  const convert = (
    from: readonly ColumnOfField[],
    to: readonly ColumnOfField[],
    by: Conversions['toNew'],
    result: string,
  ) => {
    const made = to.map(
      ({ column, field }) => `${by.get(column) ?? ''} AS ${quoteIdentifier(field.name.text)}`,
    )
    const given = from.map(
      (column) =>
        `\${source.${column.field.name.text}}::${template(sqlType(column, enums))} AS ${template(quoteIdentifier(column.column))}`,
    )
    return `  const [row] = await client.$queryRaw<${result}[]>\`
    SELECT ${template(made.join(', '))} FROM (SELECT ${given.join(', ')}) AS source\`
  if (row === undefined) throw new Error('The database returned no row.')
  return row`
  }
  return `export type ${oldType} = ${record(old, (column) => typeScriptType(column, enums))}

/** By the expressions of the plan, so that code and trigger agree. */
export async function to${type}(
  client: Pick<PrismaClient, '$queryRaw'>,
  source: ${oldType},
): Promise<${type}> {
${convert(old, added, toNew, type)}
}

export async function to${oldType}(
  client: Pick<PrismaClient, '$queryRaw'>,
  source: ${type},
): Promise<${oldType}> {
${convert(added, old, toOld, oldType)}
}`
}

/** For the phase in which the client takes the field for optional and the plan does not. */
function required({ added }: PlanFields, { type, enums }: Names): string {
  const fields = record(added, (column) => plainType(column, enums))
  return `/** The client takes it for optional until the validate phase; code that passes by here does not forget it. */
export function with${type}<Data extends object>(data: Data & ${fields}): Data & ${fields} {
  return data
}`
}

function record(
  columns: readonly ColumnOfField[],
  typeOf: (column: ColumnOfField) => string,
): string {
  const members = columns.map((column) => `readonly ${column.field.name.text}: ${typeOf(column)}`)
  return `{ ${members.join('; ')} }`
}

function where({ columns, name }: PlanFields['key']): string {
  const own = columns.map(({ field }) => `${field.name.text}: key.${field.name.text}`).join(', ')
  return name === undefined ? `{ ${own} }` : `{ ${name}: { ${own} } }`
}

/** With the types of the key: PostgreSQL compares no uuid with a text. */
function condition(columns: readonly ColumnOfField[], enums: Names['enums']): string {
  return columns
    .map(
      (column) =>
        `${template(quoteIdentifier(column.column))} = \${key.${column.field.name.text}}::${template(sqlType(column, enums))}`,
    )
    .join(' AND ')
}

/** SQL as it must stand between the backticks of a template. */
function template(sql: string): string {
  return sql.replace(/[\\`]|\$\{/g, '\\$&')
}

function capital(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
