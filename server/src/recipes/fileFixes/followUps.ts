import { actionsOfKind } from '../../rules/concerned.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { AnalysedScript } from '../../rules/script.js'
import { quoteIdentifier, quoteQualified } from '../../sql/quoting.js'
import { scanBlock } from '../parts/fileKinds.js'
import type { SafeMigration } from '../safeForms/safeForm.js'
import { findingsOfRules, type FileFix, type JudgedScript } from './fileFix.js'
import { leftSequence } from './serialType.js'

/** What a migration that has run has left undone, as a new migration behind all others. */
export type FollowUp = Pick<FileFix, 'id' | 'title' | 'rules' | 'places'> & {
  readonly migration: SafeMigration
}

/**
 * What can still be done about findings in a migration that was applied: its locks are history, but
 * a constraint that nobody validated and a sequence that stayed small are still there.
 */
export function followUps(judged: JudgedScript): readonly FollowUp[] {
  return [...unvalidatedConstraints(judged), ...smallSequences(judged)]
}

function unvalidatedConstraints(judged: JudgedScript): readonly FollowUp[] {
  const { script } = judged
  return findingsOfRules(judged, ['constraint-never-validated']).flatMap((finding): FollowUp[] => {
    const analysed = script.statements[finding.statement]
    const action =
      analysed &&
      actionsOfKind(analysed, 'addConstraint').find(
        ({ range }) => range.start === finding.action.range.start,
      )
    if (action?.constraint.name === undefined) return []
    const { name } = action.constraint
    const validate = `VALIDATE CONSTRAINT ${quoteIdentifier(name)}`
    const statement = `ALTER TABLE ${quoteQualified(action.table)} ${validate}`
    return [
      {
        id: `validate ${name} ${finding.action.range.start}`,
        title: `Write a follow-up migration: ${validate}`,
        rules: [finding.rule],
        places: [finding.action.range],
        migration: {
          slug: `validate ${name}`,
          sql: `-- Proves that the rows from before the constraint keep to it, while the table is read and written as always.\n\n${scanBlock(statement)}`,
        },
      },
    ]
  })
}

function smallSequences(judged: JudgedScript): readonly FollowUp[] {
  const { script } = judged
  const rules = ['prisma-bigserial-type-change', 'alter-type-sequence-left']
  return findingsOfRules(judged, rules).flatMap((finding): FollowUp[] => {
    const left = leftSequence(finding, script)
    if (left === undefined || isAlteredLater(left.sequence, script)) return []
    return [
      {
        id: `grow ${left.sequence} ${finding.action.range.start}`,
        title: `Write a follow-up migration: ${left.statement}`,
        rules: [finding.rule],
        places: [finding.action.range],
        migration: {
          slug: `grow ${left.sequence}`,
          sql: `-- The sequence ended where its column did before. Rows that it numbers wait for the statement, which touches no row.\n\nBEGIN;\n\nSET LOCAL lock_timeout = '5s';\n${left.statement};\n\nCOMMIT;\n`,
        },
      },
    ]
  })
}

function isAlteredLater(name: string, { later = [], after }: AnalysedScript): boolean {
  return later
    .flat()
    .some(
      (statement) =>
        statement.kind === 'parsed' &&
        statement.actions.some(
          (action) =>
            (action.kind === 'alterSequence' &&
              action.type !== undefined &&
              resolveRelation(after, action.sequence) === name) ||
            action.kind === 'dropOther',
        ),
    )
}
