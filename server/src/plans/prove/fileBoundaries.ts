import type { PlanDraft, PlannedMigration } from '../../recipes/recipe.js'
import { splitStatements } from '../../sql/splitStatements.js'
import { failed, type FailedProof, type PassedProof } from './proofReport.js'

/**
 * P10: from 7.4 on Prisma sends a file statement by statement, and each commits by itself unless
 * the file opens a transaction. A file must therefore be one transaction from its first statement
 * to its last, or a single statement: then writes meet nothing that is half done.
 */
export function checkBoundaries({ phases }: PlanDraft): FailedProof | undefined {
  const torn = phases.flatMap(({ migrations }) => migrations).find((file) => !isWhole(file))
  return torn === undefined
    ? undefined
    : failed(
        'P10',
        `The file "${torn.step}" can be left half done between two of its statements.`,
        {
          detail: 'It is neither one statement nor one transaction from BEGIN to COMMIT.',
          sql: torn.sql,
        },
      )
}

export function boundariesHeld(files: number, writes: number): PassedProof {
  return {
    id: 'P10',
    say: `${files === 1 ? 'The one file is' : `Each of ${files} files is`} one transaction or one statement, so that nothing is half done between two statements${writes === 0 ? '' : `; between the files of a phase ${writes} writes of the versions went on`}.`,
    figures: { files, writes },
  }
}

function isWhole({ sql }: PlannedMigration): boolean {
  const statements = splitStatements(sql).map(({ text }) => text)
  if (statements.length <= 1) return true
  const inside = statements.slice(1, -1)
  return (
    /^(begin|start\s+transaction)\b/i.test(statements[0] ?? '') &&
    /^(commit|end)\b/i.test(statements.at(-1) ?? '') &&
    !inside.some((text) => /^(begin|start\s+transaction|commit|end|rollback|abort)\b/i.test(text))
  )
}
