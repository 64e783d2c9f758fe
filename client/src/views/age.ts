/** How long ago an ISO 8601 time was, rounded down: "just now", "3 minutes ago", "2 days ago". */
export function ageOf(time: string, now: Date): string {
  const seconds = Math.floor((now.getTime() - Date.parse(time)) / 1000)
  if (!(seconds >= 60)) return 'just now'
  const [unit, size] = units.findLast(([, length]) => seconds >= length) ?? units[0]
  const count = Math.floor(seconds / size)
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`
}

const units = [
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
] as const
