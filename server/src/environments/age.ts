/** How long ago something was, in words, rounded down: "just now", "3 minutes ago", "2 days ago". */
export function describeAge(at: Date, now: Date): string {
  const seconds = Math.floor((now.getTime() - at.getTime()) / 1000)
  if (seconds < 60) return 'just now'
  const [unit, size] = units.findLast(([, length]) => seconds >= length) ?? ['minute', 60]
  const count = Math.floor(seconds / size)
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`
}

const units: readonly (readonly [string, number])[] = [
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
]
