import type { PlanStep } from './planDocument.js'

/** The steps of plan.json as a table: what is done, behind what, who waits, and the way back. */
export function readmeSteps(steps: readonly PlanStep[]): string {
  const rows = steps.map((step, index) =>
    row(
      String(index + 1),
      `\`${step.id}\``,
      step.type,
      afterOf(step, steps),
      waitsOf(step),
      backOf(step),
    ),
  )
  return [
    row('', 'Step', 'Kind', 'After', 'Who waits', 'Way back'),
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

function afterOf({ after, approval = [] }: PlanStep, steps: readonly PlanStep[]): string {
  const numbers = after.map((id) => String(steps.findIndex((one) => one.id === id) + 1))
  return [...numbers, ...approval].join(', ')
}

function waitsOf({ waits, lockTimeoutMs, attempts }: PlanStep): string {
  if (waits === 'nobody') return 'nobody'
  if (lockTimeoutMs === undefined) return 'queries on the table, for a moment'
  const tries = attempts === undefined ? '' : `, at most ${attempts} times`
  return `queries on the table, ${lockTimeoutMs} ms at a time${tries}`
}

function backOf({ type, rollback, file }: PlanStep): string {
  if (rollback !== undefined) return `with the ${rollback} phase`
  if (type === 'data') return 'stop it; nothing has to be undone'
  if (type === 'manual') return 'the version before'
  return file === undefined ? 'nothing to undo' : 'none'
}

/** A bar would end the cell. */
function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`
}
