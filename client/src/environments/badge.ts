import type {
  EnvironmentReport,
  EnvironmentsReport,
} from '../../../server/src/protocol/messages.js'

/**
 * The number on the view: environments known to need a deploy or a repair. Unknown ones are not
 * counted, for nobody knows, but the tooltip says that they exist. Absent when there is nothing to say.
 */
export function environmentsBadge(
  report: EnvironmentsReport,
): { readonly value: number; readonly tooltip: string } | undefined {
  const all = report.projects.flatMap(({ environments }) => environments)
  const behind = all.filter(isBehind)
  if (behind.length === 0) return undefined
  const unknown = all.filter(({ standing }) => standing.kind === 'unknown').length
  const names = behind.map(({ name }) => name).join(', ')
  const verb = behind.length === 1 ? 'environment is' : 'environments are'
  const rest = unknown === 0 ? '' : `; ${unknown} unknown`
  return { value: behind.length, tooltip: `${behind.length} ${verb} behind: ${names}${rest}` }
}

function isBehind({ standing }: EnvironmentReport): boolean {
  return (
    standing.kind === 'known' &&
    (standing.behind > 0 || standing.migrations.some(({ state }) => state === 'failed'))
  )
}
