import type { PlanDocument } from './planDocument.js'

/** The risk, and what each step takes that a file or a backfill does, with what that is known from. */
export function readmeTimes({ risk, steps = [], estimate }: PlanDocument): string {
  const asked =
    estimate === undefined
      ? 'No environment was asked how large its tables are: `concertina plan … --env NAME` does.'
      : `Sizes as ${estimate.environment} told them on ${estimate.at.slice(0, 10)}.`
  const times = steps
    .filter(({ type }) => type === 'schema' || type === 'data' || type === 'check')
    .map(({ id, estimate: takes }) => `- \`${id}\`: ${takes}`)
  return `**${risk?.level ?? 'unknown'}.** ${risk?.say ?? ''}

${times.join('\n')}

${asked}`
}
