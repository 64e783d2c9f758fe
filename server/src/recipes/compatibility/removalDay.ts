/** The last day of a compatibility view where nobody names another: 90 days on, in UTC. */
export function usualRemovalDay(now: Date): string {
  return dayOf(new Date(now.getTime() + 90 * 86_400_000))
}

/** Why the views cannot go on this day, for the user; undefined when they can. */
export function wrongRemovalDay(day: string, now: Date): string | undefined {
  const time = new Date(`${day}T00:00:00Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return `"${day}" is no day. Write it as ${dayOf(now)}.`
  if (Number.isNaN(time.getTime()) || dayOf(time) !== day) return `There is no ${day}.`
  return day <= dayOf(now)
    ? `${day} is not in the future. The views need a day until which they stay.`
    : undefined
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}
