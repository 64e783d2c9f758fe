import type { Node, RangeVar } from '@pgsql/types'
import type { SqlAction, SqlChange } from '../action.js'
import {
  afterName,
  rangeOfSpan,
  rangeOfToken,
  textOfToken,
  tokenIndexAt,
  wholeSpan,
  type StatementSource,
  type TokenSpan,
} from '../statementSource.js'

/** The change together with the token that names what it changes, and its own span. */
export function changeAt(
  source: StatementSource,
  nameIndex: number,
  change: SqlChange,
  whole: TokenSpan = wholeSpan(source),
): SqlAction {
  return {
    ...change,
    range: rangeOfToken(source, nameIndex),
    whole: rangeOfSpan(source, whole),
  }
}

/** The token of the relation's own name, behind its schema. */
export function relationToken(source: StatementSource, relation: RangeVar | undefined): number {
  return afterName(source, tokenIndexAt(source, relation?.location)) - 1
}

/** The index behind `name`, `name *` or `ONLY (name)`. */
export function afterRelation(source: StatementSource, relation: RangeVar | undefined): number {
  const start = tokenIndexAt(source, relation?.location)
  const end = afterName(source, start)
  const closes = textOfToken(source, start - 1) === '(' && textOfToken(source, end) === ')'
  return closes || textOfToken(source, end) === '*' ? end + 1 : end
}

export function relationsIn(nodes: readonly Node[] | undefined): readonly RangeVar[] {
  return (nodes ?? []).flatMap((node) => ('RangeVar' in node ? [node.RangeVar] : []))
}
