import { fileURLToPath } from 'node:url'
import type { CheckReport } from '../../server/src/protocol/checkReport.js'
import type { ReportedFinding } from '../../server/src/protocol/finding.js'
import { removeFolder, temporaryFolder } from '../benchProject.js'
import { runProgram } from '../programRun.js'

const commandLine = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** Everything that `concertina check` says of a project: of each migration and the pending change. */
export async function checkProject(folder: string): Promise<CheckReport> {
  const cache = temporaryFolder()
  try {
    const { code, output } = await runProgram(
      process.execPath,
      [commandLine, 'check', '--format', 'json'],
      { folder, variables: { CONCERTINA_CACHE: cache } },
    )
    if (code !== 0 && code !== 1) throw new Error(`concertina check ended with ${code}.`)
    return JSON.parse(output) as CheckReport
  } finally {
    removeFolder(cache)
  }
}

export function isLoud({ severity }: ReportedFinding): boolean {
  return severity === 'error' || severity === 'warning'
}
