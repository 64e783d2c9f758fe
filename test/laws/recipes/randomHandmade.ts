import { quoteIdentifier, quoteQualified } from '../../../server/src/sql/quoting.js'
import type { Draw, RandomField, RandomModel, RandomSchema } from './randomSchema.js'

/** What no schema shows, over fields that an edit may change: checks, partial indexes, views, triggers. */
export function randomHandmade({ models }: RandomSchema, draw: Draw): string {
  return models.map((model) => (draw.chance(35) ? handmadeOn(model, draw) : '')).join('')
}

function handmadeOn(model: RandomModel, draw: Draw): string {
  const plain = model.fields.filter(
    ({ fixed, mark, type }) => fixed !== true && mark !== '[]' && type !== 'Json',
  )
  const [first] = plain
  if (first === undefined) return ''
  const field = plain[draw.below(plain.length)] ?? first
  const table = quoteQualified({ schema: model.schema ?? 'public', name: model.map ?? model.name })
  const column = quoteIdentifier(columnOf(field))
  switch (draw.below(5)) {
    case 0:
      return `ALTER TABLE ${table} ADD CONSTRAINT "by hand" CHECK (${column} IS NULL OR ${column}::text <> 'never this');\n`
    case 1:
      return `CREATE INDEX "made by hand ${model.name}" ON ${table} (${column}) WHERE ${column} IS NOT NULL;\n`
    case 2:
      return `CREATE VIEW "view of ${model.name}" AS SELECT ${column} FROM ${table};\n`
    case 3:
      return `COMMENT ON COLUMN ${table}.${column} IS 'What it''s for';\n`
    default:
      return `CREATE FUNCTION "touch ${model.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER "a touch" BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION "touch ${model.name}"();\n`
  }
}

function columnOf({ name, map }: RandomField): string {
  return map ?? name
}
