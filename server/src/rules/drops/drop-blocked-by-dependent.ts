import { fewOf, inSentences } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { dependentsOf } from './dependents.js'
import { droppedName } from './droppedName.js'

/** PostgreSQL raises 2BP01, `dependent_objects_still_exist`. */
export const dropBlockedByDependent: Rule = {
  id: 'drop-blocked-by-dependent',
  severity: 'error',
  title: 'What is to be dropped is still used by another object',
  check: (analysed) => {
    const { statement, evidence } = analysed
    if (statement.kind === 'unparsed') return []
    const isRefused = evidence.kind === 'refused' && evidence.failure.sqlState === '2BP01'
    if (!isRefused && evidence.kind !== 'unknown') return []
    return statement.actions.flatMap((action) => {
      const dropped = droppedName(action, analysed)
      if (dropped === undefined || dropped.cascade) return []
      const known = dependentsOf(action, analysed.before)
      const dependents = known.length > 0 ? known : isRefused ? dependentsInDetail(analysed) : []
      const isOnlyAction = statement.actions.length === 1
      if (dependents.length === 0 && !(isRefused && isOnlyAction)) return []
      const users = dependents.length === 0 ? 'another object' : fewOf(dependents)
      return {
        message: inSentences(
          `PostgreSQL does not drop ${dropped.words}, because ${users} still ${dependents.length > 1 ? 'need' : 'needs'} it: the deployment stops here with error 2BP01${isRefused ? '' : ' (derived, not executed)'}.`,
          'Drop or change what needs it in earlier statements of the file.',
        ),
        action,
        object: dropped.object,
        hurts: [],
        facts: { sqlState: '2BP01', dependents },
      }
    })
  },
}

/** `view v depends on column …`: PostgreSQL names one a line, and only some where they are many. */
function dependentsInDetail({ evidence }: AnalysedStatement): readonly string[] {
  const detail = evidence.kind === 'refused' ? (evidence.failure.detail ?? '') : ''
  return [...detail.matchAll(/^(.+?) depends on /gm)].map(([, dependent = '']) => dependent)
}
