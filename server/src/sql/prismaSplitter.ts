import { nestingDepth } from './nestingDepth.js'
import type { SqlStatement } from './statement.js'

/** Where Prisma 7.4 and later find no statements in a file, and send it as a whole. */
export type SplitterFallback = {
  /** The first statement that its parser cannot read; absent when only the file as a whole is at fault. */
  readonly statement?: number
  /** In the words of Prisma's parser. */
  readonly reason: string
}

/** The parser by which Prisma 7.4 and later cut a migration file into statements. */
export type PrismaSplitter = {
  /**
   * Why the file is sent as one; undefined when it is sent statement by statement. `statements`
   * are those of the same script.
   */
  readonly fallbackOf: (
    script: string,
    statements: readonly SqlStatement[],
  ) => SplitterFallback | undefined
}

/**
 * Loads Prisma's own splitter: its native engine cuts a file with the Rust crate sqlparser 0.61
 * and falls back to the whole text where the crate cannot read all of it (prisma-engines pull
 * requests 5767 and 5847). This is the same release compiled to WebAssembly, about 3.5 MB. The
 * library keeps one instance for the process, so that a second call costs nothing.
 */
export async function loadPrismaSplitter(): Promise<PrismaSplitter> {
  const library = await import('@guanmingchiu/sqlparser-ts')
  await library.init()
  const refusal = (text: string): string | undefined => {
    try {
      library.validate(text, 'postgresql')
      return undefined
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
  return {
    fallbackOf: (script, statements) => {
      const tooDeep = statements.findIndex(({ text }) => deepestRead < nestingDepth(text))
      if (tooDeep !== -1) return { statement: tooDeep, reason: tooDeepReason }
      const reason = refusal(script)
      if (reason === undefined) return undefined
      const statement = statements.findIndex(({ text }) => refusal(text) !== undefined)
      return statement === -1 ? { reason } : { statement, reason }
    },
  }
}

/**
 * The parser's time doubles with each call, or failing CASE, inside another (measured: 0.1 s for 14
 * calls, 2 s for 20): deeper ones would keep us busy for good, and Prisma as well.
 */
const deepestRead = 15
const tooDeepReason = `calls or CASE expressions are nested more than ${deepestRead} deep, for which the parser takes too long`
