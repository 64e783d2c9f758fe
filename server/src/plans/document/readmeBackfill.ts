import type { PlanBackfill } from './planDocument.js'

/** How to run the files of the backfill with nothing but psql and a shell. */
export function readmeBackfill(backfills: readonly PlanBackfill[]): string {
  const [only, ...further] = backfills
  const scripts = backfills.map(
    ({ key, from, path }) => `\`\`\`bash\n${backfillScript(key, from, path)}\n\`\`\``,
  )
  const each = 'It prints where it is. To go on later, begin with the key that it printed last.'
  if (only === undefined || further.length === 0) {
    return `With psql, in bash, in this folder:\n\n${scripts.join('')}\n\n${each}`
  }
  const parts = backfills.map(({ table }, index) => `\`${table}\`:\n\n${scripts[index] ?? ''}`)
  return `With psql, in bash, in this folder, one table after the other:\n\n${parts.join('\n\n')}\n\n${each}`
}

/**
 * A loop of sessions, each with one batch in a transaction of its own. The key goes to psql as
 * a variable, so that no value of the table is ever taken for SQL or for a word of the shell.
 */
export function backfillScript(
  key: readonly string[],
  from: readonly string[],
  file = 'backfill.sql',
): string {
  const names = key.map((_, index) => `key${index + 1}`)
  const start = names.map((name, index) => `${name}=${inShell(from[index] ?? '')}`).join('; ')
  const settings = names.map((name) => `-v ${name}="$${name}"`).join(' ')
  const parameters = names.map((name) => `:'${name}'`).join(', ')
  return `set -euo pipefail
${start}
while [ -n "$key1" ]; do
  batch=$(
    { echo 'PREPARE batch AS'; cat ${file}; echo "EXECUTE batch(${parameters}, 1000);"; } |
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
