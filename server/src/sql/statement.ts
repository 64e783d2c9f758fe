import type { Node } from '@pgsql/types'
import type { OffsetRange } from '../text/range.js'
import type { SqlAction } from './action.js'

/**
 * One statement of a script, cut out by the splitter. `range` covers the statement from its first
 * token to its last, without the semicolon and without the comments around it; `text` is exactly
 * that span of the script.
 */
export type SqlStatement = { readonly text: string; readonly range: OffsetRange }

/**
 * A statement after PostgreSQL's own parser has seen it. Offsets inside `actions` count from the
 * beginning of the script, in UTF-16 units; the places inside `node` are PostgreSQL's own and count
 * bytes of UTF-8 from the beginning of the statement. A statement that does not parse keeps its
 * place and its reason, so that it never hides its neighbours.
 *
 * The SQL in the body of a DO block is `inner`, with the same meaning of places; its actions follow
 * the block's own among `actions`.
 */
export type ParsedStatement = SqlStatement &
  (
    | {
        readonly kind: 'parsed'
        readonly node: Node
        readonly actions: readonly SqlAction[]
        readonly inner?: readonly ParsedStatement[]
      }
    | { readonly kind: 'unparsed'; readonly reason: string; readonly at: OffsetRange }
  )
