import type { EvaluateConfig } from '../prisma/configResult.js'
import { digestOf, recordInputs } from '../project/recordedInputs.js'
import { areInputsTheSame } from '../project/sameInputs.js'
import type { ExitCode } from './command.js'
import type { CliPorts } from './runCli.js'
import { openResultStore, type RememberedResult } from './resultStore.js'

export type RememberedRunPorts = Pick<
  CliPorts,
  'arguments' | 'workingFolder' | 'print' | 'note' | 'cacheFolder'
> & {
  readonly evaluateConfig: EvaluateConfig
  /** Names the program itself, so that another build remembers nothing of this one. */
  readonly program: string
  /** Runs the command in full. */
  readonly run: (ports: Pick<CliPorts, 'print' | 'note'>) => Promise<ExitCode>
}

/**
 * Runs a command, or says again what it said when everything that it read is still the same: every
 * file, every folder, the commit, and what prisma.config came to. `lint` alone is remembered; it
 * asks no database and depends on nothing else.
 */
export async function rememberedRun(ports: RememberedRunPorts): Promise<ExitCode> {
  const { print, note, run } = ports
  if (ports.arguments[0] !== 'lint') return run({ print, note })
  const store = openResultStore(ports.cacheFolder)
  const key = digestOf(JSON.stringify([ports.program, ports.workingFolder, ports.arguments]))
  const known = store.read(key)
  if (known !== undefined && (await areInputsTheSame(known.inputs, ports.evaluateConfig))) {
    for (const line of known.notes) note(line)
    print(known.output)
    return known.code
  }
  const printed: string[] = []
  const notes: string[] = []
  const { result: code, inputs } = await recordInputs(() =>
    run({
      print: (text) => {
        printed.push(text)
        print(text)
      },
      note: (line) => {
        notes.push(line)
        note(line)
      },
    }),
  )
  if (isAnswer(code)) store.write(key, { inputs, notes, code, output: printed.join('') })
  return code
}

/** Wrong usage and what could not be analysed is tried again. */
function isAnswer(code: ExitCode): code is RememberedResult['code'] {
  return code === 0 || code === 1
}
