import { quoteIdentifier } from '../../sql/quoting.js'
import { differs } from '../parts/columnComparison.js'
import { isUnfilled, madeValue, type BothSides, type MadeColumn } from './reshapeConditions.js'
import { indented } from '../parts/sqlText.js'
import type { SyncBody } from '../parts/syncFunction.js'

/**
 * Keeps two groups of columns saying the same, whichever an application writes. The new side wins
 * where both are written. Where new code changes a part of a row that the backfill has not reached,
 * the other parts are filled first: the old side would lose them. A required old column that an
 * insert leaves out is made by the new side even when all of that is NULL.
 */
export function reshapeBody(sides: BothSides): SyncBody {
  const { table, olds, news } = sides
  const assign = (made: readonly MadeColumn[]) =>
    made.map((one) => `${newValue(one)} := ${madeValue(table, one, 'NEW')};`)
  const isPartly = news.length > 1
  const fillRest = news.map(
    (one) => `${newValue(one)} := coalesce(${newValue(one)}, ${madeValue(table, one, 'NEW')});`,
  )
  const knowsNew = [
    ...news.map((one) => `${newValue(one)} IS NOT NULL`),
    ...olds.filter(({ column }) => isMissing(column)).map((one) => `${newValue(one)} IS NULL`),
  ]
  const written = (made: readonly MadeColumn[]) =>
    made
      .map(({ column }) => {
        const name = quoteIdentifier(column.name)
        return differs(column, `NEW.${name}`, `OLD.${name}`)
      })
      .join('\n  OR ')
  return {
    searchPath: [...olds, ...news].some(
      ({ value, column }) => value.reachesOutside || !column.typeName.startsWith('pg_catalog.'),
    )
      ? 'environment'
      : 'pinned',
    statements: `IF TG_OP = 'INSERT' THEN
  IF ${knowsNew.join(' OR ')} THEN
${lines(assign(olds), 4)}
  ELSE
${lines(assign(news), 4)}
    old_writer := ${olds.map((one) => `${newValue(one)} IS NOT NULL`).join(' OR ')};
  END IF;
ELSIF ${written(news)} THEN
${
  isPartly ? `  IF ${isUnfilled(sides, 'OLD')} THEN\n${lines(fillRest, 4)}\n  END IF;\n` : ''
}${lines(assign(olds), 2)}
ELSIF ${written(olds)} THEN
${lines(assign(news), 2)}
  old_writer := true;
ELSIF ${isUnfilled(sides, 'NEW')} THEN
${lines(assign(news), 2)}
END IF;`,
  }
}

/** NULL in a required column without a default: the writer does not know it. */
function isMissing({ notNull, default: value }: MadeColumn['column']): boolean {
  return notNull && value === undefined
}

function newValue({ column }: MadeColumn): string {
  return `NEW.${quoteIdentifier(column.name)}`
}

function lines(statements: readonly string[], depth: number): string {
  return indented(statements.join('\n'), depth)
}
