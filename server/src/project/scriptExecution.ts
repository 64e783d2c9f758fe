import type { ProjectLayout } from '../prisma/projectLayout.js'
import type { AnalysedScript } from '../rules/script.js'
import { loadPrismaSplitter } from '../sql/prismaSplitter.js'
import type { SqlStatement } from '../sql/statement.js'
import { executionModelOf } from './projectSnapshot.js'

/** How one file is sent to the server, as far as the project's Prisma tells. */
export type ScriptExecution = Pick<AnalysedScript, 'execution' | 'fallback'>

/**
 * Reads how the project's Prisma would send a script: by its version, and from 7.4 on by what its
 * own splitter makes of the text. The splitter is loaded only for versions that use it.
 */
export async function loadScriptExecution(
  layout: ProjectLayout,
): Promise<(script: string, statements: readonly SqlStatement[]) => ScriptExecution> {
  if (executionModelOf(layout) === 'batch') return () => ({ execution: 'batch' })
  const splitter = await loadPrismaSplitter()
  return (script, statements) => {
    const fallback = splitter.fallbackOf(script, statements)
    return fallback === undefined ? { execution: 'split' } : { execution: 'batch', fallback }
  }
}
