import type { Sha256 } from '../../migrations/checksum.js'
import type { ProofReport } from '../prove/proofReport.js'
import type { FileOfPlan, PlanDocument } from './planDocument.js'

/** plan.json after its files were proved as they are now: their checksums, and the proofs. */
export function recordProof(
  document: PlanDocument,
  report: Extract<ProofReport, { kind: 'proved' }>,
  input: {
    /** Texts by their paths in plan.json. */
    readonly textOf: (path: string) => string | undefined
    readonly sha256: Sha256
    readonly at: Date
  },
): PlanDocument {
  const now = <File extends FileOfPlan>(file: File): File => {
    const text = input.textOf(file.path)
    return text === undefined
      ? file
      : { ...file, sha256: input.sha256(text.replaceAll('\r\n', '\n')) }
  }
  const { phases, backfill, verify } = document
  return {
    ...document,
    phases: phases.map((phase) => ({
      ...phase,
      files: phase.files.map(now),
      rollback: {
        ...phase.rollback,
        ...(phase.rollback.file === undefined ? {} : { file: now(phase.rollback.file) }),
      },
    })),
    ...(backfill === undefined ? {} : { backfill: now(backfill) }),
    verify: now(verify),
    proofs: { postgres: report.postgres, at: input.at.toISOString(), passed: report.proofs },
  }
}
