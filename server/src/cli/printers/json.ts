/** JSON for machines and for people who read it: two spaces, a newline at the end. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
