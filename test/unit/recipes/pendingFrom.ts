import assert from 'node:assert/strict'
import type { SchemaEdit } from '../../../server/src/prisma/schemaEdit.js'
import type { Catalogue, TableDescription } from '../../../server/src/engine/catalogue.js'
import { recipes } from '../../../server/src/recipes/index.js'
import type { Answers, PendingChange, PlanDraft } from '../../../server/src/recipes/recipe.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { analysed, schemaOf, type TestScript } from '../../support/rules.js'

const parser = await loadSqlParser()

/** A change told by its parts: the database, the SQL that Prisma writes, the schema before and after. */
export type ChangeText = {
  readonly database: string
  readonly sql: string
  readonly before?: string
  readonly after: string
  readonly measured?: TestScript['measured']
  readonly catalogue?: (catalogue: Catalogue) => Catalogue
}

export function changeFrom(text: ChangeText): PendingChange {
  const { database, sql, before, after, measured = {} } = text
  const script = analysed({
    sql,
    database,
    target: after,
    measured,
    ...(before === undefined ? {} : { committed: before }),
  })
  const catalogue = script.statements[0]?.before
  assert.ok(catalogue)
  const change = text.catalogue ?? ((same: Catalogue) => same)
  return {
    script,
    catalogue: change(withDefinitions(catalogue, database)),
    target: schemaOf(after),
    ...(before === undefined ? {} : { committed: schemaOf(before) }),
    parser,
  }
}

export function draftFrom(text: ChangeText, recipe: string, answers: Answers = {}): PlanDraft {
  const draft = offerFrom(text, recipe).draft(answers)
  assert.ok(draft.kind === 'plan', draft.kind === 'refusal' ? draft.say : '')
  return draft
}

export function refusalFrom(text: ChangeText, recipe: string, answers: Answers = {}): string {
  const draft = offerFrom(text, recipe).draft(answers)
  return draft.kind === 'refusal' ? draft.say : 'not refused'
}

export function offerFrom(text: ChangeText, recipe: string) {
  const found = recipes.find(({ id }) => id === recipe)?.detect(changeFrom(text)) ?? []
  assert.equal(found.length, 1, `${found.length} offers of ${recipe}`)
  const [offer] = found
  assert.ok(offer)
  return offer
}

/** A file with its lock loop told in one line and without its comments. */
export function told(sql: string): string {
  return sql
    .replace(
      /^-- Waits for[^\n]*\nDO \$lock\$[^]*?LOCK TABLE (.*) IN (.*) MODE;[^]*?\$lock\$;$/gm,
      '-- locks $1 in $2',
    )
    .replace(/^-- (?!locks).*\n/gm, '')
    .replace(/\n\n+/g, '\n')
    .trim()
}

/** Every file of a phase with its step and kind in front. */
export function filesOf(draft: PlanDraft, phase: string): readonly string[] {
  const found = draft.phases.find(({ name }) => name === phase)
  return (found?.migrations ?? []).map(({ step, kind, sql }) => `[${step}, ${kind}]\n${told(sql)}`)
}

export function editsOf(draft: PlanDraft, phase: string): readonly string[] {
  const found = draft.phases.find(({ name }) => name === phase)
  return editTexts(found?.schemaEdits ?? [])
}

export function editTexts(edits: readonly SchemaEdit[]): readonly string[] {
  return edits.map((edit) => {
    switch (edit.kind) {
      case 'putField':
        return `${edit.model}: ${edit.field} ${edit.definition}${edit.after === undefined ? '' : ` behind ${edit.after}`}`
      case 'dropField':
        return `${edit.model}: no ${edit.field}`
      case 'renameField':
        return `${edit.model}: ${edit.field} is called ${edit.newName}`
      case 'putBlockAttribute':
        return `${edit.model}: ${edit.attribute}`
      case 'dropBlockAttribute':
        return `${edit.model}: no ${edit.attribute}`
      case 'putBlock':
        return edit.text
      case 'dropBlock':
        return `no ${edit.block}`
      default:
        return edit satisfies never
    }
  })
}

/** What PostgreSQL would print for them; any text that its parser reads does here. */
function withDefinitions(catalogue: Catalogue, database: string): Catalogue {
  const statements = parser.parse(database)
  const textOf = (name: string) =>
    statements.find(
      (statement) =>
        statement.kind === 'parsed' &&
        statement.actions.some(
          (action) => action.kind === 'createIndex' && action.index.name === name,
        ),
    )?.text ?? ''
  const described = (table: TableDescription): TableDescription => ({
    ...table,
    indexes: [
      ...table.constraints
        .filter(({ kind }) => kind === 'primaryKey')
        .map(({ name, columns }) => ({
          name,
          unique: true,
          primary: true,
          valid: true,
          method: 'btree',
          columns,
          include: [],
          nullsNotDistinct: false,
          definition: `CREATE UNIQUE INDEX i ON t USING btree (${columns.map((column) => `"${column}"`).join(', ')})`,
        })),
      ...table.indexes.map((index) => ({ ...index, definition: textOf(index.name) })),
    ],
  })
  return {
    ...catalogue,
    tables: Object.fromEntries(
      Object.entries(catalogue.tables).map(([name, table]) => [name, described(table)]),
    ),
  }
}
