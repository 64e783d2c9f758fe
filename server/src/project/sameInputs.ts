import type { EvaluateConfig } from '../prisma/configResult.js'
import { digestOfConfig } from './evaluateConfig.js'
import { digestOfOutput, runGit } from './gitProcess.js'
import { digestNow } from './recordedDisk.js'
import type { RecordedInput } from './recordedInputs.js'

/** Whether everything that was recorded is still what it was. */
export async function areInputsTheSame(
  inputs: readonly RecordedInput[],
  evaluateConfig: EvaluateConfig,
): Promise<boolean> {
  // Git works while the files are read here.
  const asked = inputs.flatMap((input) =>
    input.kind === 'git'
      ? [{ input, now: runGit(input.path, input.parameters).then(digestOfOutput) }]
      : [],
  )
  for (const { kind, path, digest } of inputs) {
    if (kind === 'git' || kind === 'config') continue
    if (digestNow(kind, path) !== digest) return false
  }
  for (const { input, now } of asked) if ((await now) !== input.digest) return false
  // Last, because to run one takes longest.
  for (const { kind, path, digest } of inputs) {
    if (kind === 'config' && digestOfConfig(await evaluateConfig(path)) !== digest) return false
  }
  return true
}
