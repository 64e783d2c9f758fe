import type { ProjectAnalysis } from '../../project/analysis.js'
import type { SqlParser } from '../../sql/parseStatements.js'
import { adviceMarkdown } from './adviceText.js'
import { strategyAdvice } from './strategyAdvice.js'

/** Text of the document, whatever the outcome: it never looks empty when nothing is known. */
export function strategiesText(analysis: ProjectAnalysis, parser: SqlParser): string {
  const { outcome } = analysis
  switch (outcome.kind) {
    case 'checked':
      return adviceMarkdown(strategyAdvice(analysis, parser))
    case 'waiting':
      return 'Waiting for a valid schema. The comparison appears when the schema parses again.\n'
    case 'unsupported':
    case 'failed':
      return `${outcome.say}\n`
    default:
      return outcome satisfies never
  }
}
