import type { SqlAction } from '../../sql/action.js'
import { actionsOfKind } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { rewriteCauses } from '../rewriteCauses.js'
import type { Rule, RuleFinding } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { recipeOfType } from './recipeOfType.js'
import {
  blame,
  sayChange,
  typeChanges,
  typeFacts,
  type ColumnTypeChange,
} from './columnTypeChange.js'

/** Only types that are stored alike change without writing every row (manual, ALTER TABLE: Notes). */
export const alterTypeRewrite: Rule = {
  id: 'alter-type-rewrite',
  severity: 'error',
  title: 'A type change rewrites the whole table',
  yieldsTo: ['alter-type-fk-revalidate'],
  check: (analysed, script) => {
    const causes = rewriteCauses(analysed)
    const isMeasured = knownWork(analysed).basis !== 'refused'
    return typeChanges(analysed, script).flatMap((change) => {
      if (causes.has(change.action)) return [rewritten(change, analysed)]
      const dependsOnZone = isMeasured && changesZone(change) && !setsZone(script, analysed)
      return dependsOnZone ? [rewrittenElsewhere(change)] : []
    })
  },
}

function rewritten(change: ColumnTypeChange, analysed: AnalysedStatement): RuleFinding {
  return {
    message: inSentences(
      `${sayChange(change)}, which PostgreSQL cannot do in place.`,
      lockSentence(analysed),
      'Add a column of the new type, keep both in step with a trigger, copy in batches, and swap them.',
    ),
    ...blame(change),
    hurts: hurtByLocks(analysed),
    facts: { ...lockFacts(analysed), ...typeFacts(change) },
    ...recipeOfType(change, analysed),
  }
}

function rewrittenElsewhere(change: ColumnTypeChange): RuleFinding {
  return {
    severity: 'information',
    message: inSentences(
      `${sayChange(change)}, which takes no rewrite only because the rehearsal runs in UTC.`,
      `Where the role or the database that deploys has another TimeZone, PostgreSQL rewrites ${quotedTable(change.table)} under ACCESS EXCLUSIVE and takes the old values for times of that zone.`,
      "Put SET timezone TO 'UTC' before it.",
    ),
    ...blame(change),
    hurts: ['data'],
    facts: typeFacts(change),
  }
}

/** From timestamp to timestamptz or back. */
function changesZone({ action, old }: ColumnTypeChange): boolean {
  const zones = [old?.type ?? '', action.type].map(
    (type) => /^timestamp\b.* (with|without) /.exec(type)?.[1],
  )
  return zones[0] !== undefined && zones[1] !== undefined && zones[0] !== zones[1]
}

function setsZone({ statements }: AnalysedScript, { index }: AnalysedStatement): boolean {
  return statements.slice(0, index).some((statement) => actionsOfKind(statement, 'set').some(isUtc))
}

function isUtc({ name, value }: SqlAction & { readonly kind: 'set' }): boolean {
  return (
    name === 'timezone' && value !== undefined && ['utc', 'gmt', '0'].includes(value.toLowerCase())
  )
}
