import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Milliseconds from the start of a program to its end, and how it ended. */
export type ProgramRun = {
  readonly elapsed: number
  readonly code: number | null
  readonly output: string
}

export async function runProgram(
  command: string,
  args: readonly string[],
  options: { readonly folder: string; readonly variables?: Readonly<Record<string, string>> },
): Promise<ProgramRun> {
  const started = performance.now()
  const child = spawn(command, args, {
    cwd: options.folder,
    env: { ...process.env, ...options.variables },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { elapsed: performance.now() - started, code, output }
}
