import type { PlanBackfill } from './planDocument.js'

/** How to run backfill.sql with nothing but psql and a shell. */
export function readmeBackfill({ key, from }: PlanBackfill): string {
  return `With psql, in bash, in this folder:

\`\`\`bash
${backfillScript(key, from)}
\`\`\`

It prints where it is. To go on later, begin with the key that it printed last.`
}

/**
 * A loop of sessions, each with one batch in a transaction of its own. The key goes to psql as
 * a variable, so that no value of the table is ever taken for SQL or for a word of the shell.
 */
export function backfillScript(key: readonly string[], from: readonly string[]): string {
  const names = key.map((_, index) => `key${index + 1}`)
  const start = names.map((name, index) => `${name}=${inShell(from[index] ?? '')}`).join('; ')
  const settings = names.map((name) => `-v ${name}="$${name}"`).join(' ')
  const parameters = names.map((name) => `:'${name}'`).join(', ')
  return `set -euo pipefail
${start}
while [ -n "$key1" ]; do
  batch=$(
    { echo 'PREPARE batch AS'; cat backfill.sql; echo "EXECUTE batch(${parameters}, 1000);"; } |
      psql "$DATABASE_URL" -XqAt -F $'\\x1f' -v ON_ERROR_STOP=1 ${settings}
  )
  IFS=$'\\x1f' read -r ${names.join(' ')} changed <<< "$batch"
  printf '%s rows, next: %s\\n' "$changed" "$key1"
  sleep 0.1
done`
}

function inShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
