import { fileURLToPath } from 'node:url'
import type { CheckReport } from '../../server/src/protocol/checkReport.js'
import type { ReportedFinding } from '../../server/src/protocol/finding.js'
import { removeFolder, temporaryFolder } from '../benchProject.js'
import { runProgram } from '../programRun.js'

const commandLine = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** Everything that `concertina check` says of a project: of each migration and the pending change. */
export function checkProject(folder: string): Promise<CheckReport> {
  const cache = temporaryFolder()
  return reportOf(['check'], folder, cache).finally(() => removeFolder(cache))
}

/** What a command prints as JSON; `cache` is where the engine keeps the states of histories. */
export async function reportOf(
  args: readonly string[],
  folder: string,
  cache: string,
): Promise<CheckReport> {
  const { code, output } = await runProgram(
    process.execPath,
    [commandLine, ...args, '--format', 'json'],
    { folder, variables: { CONCERTINA_CACHE: cache } },
  )
  if (code !== 0 && code !== 1) throw new Error(`concertina ${args[0]} ended with ${code}.`)
  return JSON.parse(output) as CheckReport
}

export function isLoud({ severity }: ReportedFinding): boolean {
  return severity === 'error' || severity === 'warning'
}
