import type { SchemaModel } from '../../server/src/prisma/schemaModel.js'

/**
 * The names of everything that a script of Prisma's schema engine creates, one line each and
 * sorted: `table s.T`, `column s.T.c`, `primaryKey s.T.name (a, b)`, `index …`, `foreignKey …`,
 * `enum s.E (A, B)`. Reads the engine's own stable layout and nothing else.
 */
export function objectsOfScript(script: string): string[] {
  const lines: string[] = []
  for (const [, table, body] of script.matchAll(/^CREATE TABLE (\S.*) \(\n([^]*?)\n\);/gm)) {
    const name = bare(table)
    lines.push(`table ${name}`)
    for (const [, column] of body?.matchAll(/^ {4}"((?:[^"]|"")+)" /gm) ?? []) {
      lines.push(`column ${name}.${column ?? ''}`)
    }
    for (const [, key, columns] of body?.matchAll(/^ {4}CONSTRAINT (.+) PRIMARY KEY \((.*)\)/gm) ??
      []) {
      lines.push(`primaryKey ${name}.${bare(key)} (${list(columns)})`)
    }
  }
  const indexes =
    /^CREATE (UNIQUE )?INDEX (".+?") ON (.+?)(?: USING \w+)? ?\((".*?)\)(?: WHERE .*)?;$/gm
  for (const [, unique, index, table, columns] of script.matchAll(indexes)) {
    const kind = unique === undefined ? 'index' : 'unique'
    lines.push(`${kind} ${bare(table)}.${bare(index)} (${list(columns)})`)
  }
  const foreignKeys =
    /^ALTER TABLE (.+) ADD CONSTRAINT (.+) FOREIGN KEY \((.*)\) REFERENCES (.+)\((.*)\) ON DELETE/gm
  for (const [, table, key, columns, other, references] of script.matchAll(foreignKeys)) {
    lines.push(
      `foreignKey ${bare(table)}.${bare(key)} (${list(columns)}) -> ${bare(other)} (${list(references)})`,
    )
  }
  for (const [, type, labels] of script.matchAll(/^CREATE TYPE (.+) AS ENUM \((.*)\);/gm)) {
    lines.push(`enum ${bare(type)} (${(labels ?? '').replaceAll("'", '')})`)
  }
  return lines.sort()
}

/** The same lines from our own reading of the schema. */
export function objectsOfModel(model: SchemaModel): string[] {
  const lines: string[] = []
  const tables = model.tables.filter(({ block }) => block.kind === 'model')
  const nameOf = new Map(tables.map((table) => [table.model, qualified(table.schema, table.table)]))
  for (const { model: name, columns, keys, relations } of tables) {
    const table = nameOf.get(name) ?? ''
    lines.push(`table ${table}`)
    for (const { column } of columns) lines.push(`column ${table}.${column}`)
    for (const key of keys) {
      lines.push(`${key.kind} ${table}.${key.name} (${key.columns.join(', ')})`)
    }
    for (const { foreignKey, columns, references, otherModel } of relations) {
      if (foreignKey === undefined) continue
      const other = `${nameOf.get(otherModel) ?? ''} (${references.join(', ')})`
      lines.push(`foreignKey ${table}.${foreignKey} (${columns.join(', ')}) -> ${other}`)
    }
  }
  for (const joinTable of model.joinTables) {
    const table = qualified(joinTable.schema, joinTable.table)
    lines.push(`table ${table}`, `column ${table}.A`, `column ${table}.B`)
    lines.push(`primaryKey ${table}.${joinTable.primaryKey} (A, B)`)
    lines.push(`index ${table}.${joinTable.index} (B)`)
    for (const { column, model: other, references, foreignKey } of [
      joinTable.columnA,
      joinTable.columnB,
    ]) {
      if (foreignKey === undefined) continue
      const target = `${nameOf.get(other) ?? ''} (${references ?? ''})`
      lines.push(`foreignKey ${table}.${foreignKey} (${column}) -> ${target}`)
    }
  }
  for (const { schema, type, values } of model.enums) {
    lines.push(`enum ${qualified(schema, type)} (${values.map(({ label }) => label).join(', ')})`)
  }
  return lines.sort()
}

function qualified(schema: string | undefined, name: string): string {
  return schema === undefined ? name : `${schema}.${name}`
}

function bare(quoted: string | undefined): string {
  return (quoted ?? '').replaceAll('"', '')
}

/** The quoted names of a list, whatever stands between them. */
function list(columns: string | undefined): string {
  return [...(columns ?? '').matchAll(/"((?:[^"]|"")+)"/g)].map(([, name]) => name).join(', ')
}
