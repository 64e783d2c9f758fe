/** Why `name` cannot be an environment's name, as concertina.json's schema wants it; undefined when it can. */
export function refuseEnvironmentName(name: string, taken: readonly string[]): string | undefined {
  if (name === '') return 'An environment needs a name, such as staging.'
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/.test(name))
    return 'A name begins with a letter or digit and holds letters, digits, dots, hyphens and underscores, 60 at most.'
  return taken.includes(name) ? `There is an environment "${name}" already.` : undefined
}

/** Why `name` cannot be the name of an environment variable. A URL is told from a name and never repeated. */
export function refuseVariableName(name: string): string | undefined {
  if (/[:/@]/.test(name))
    return 'This looks like a URL. concertina.json is committed and holds only the name of a variable.'
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
    ? undefined
    : 'The name of a variable begins with a letter or underscore and holds letters, digits and underscores.'
}

/** `DATABASE_URL_STAGING` for `staging`. */
export function suggestVariableName(environment: string): string {
  return `DATABASE_URL_${environment.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`
}

/** A name that says production, for an environment whose URL the editor does not see. */
export function isNamedLikeProduction(environment: string): boolean {
  return /(^|[^a-z])(prod|production|prd|live)([^a-z]|$)/i.test(environment)
}

/** Key of an environment's URL in the secret storage. */
export function secretKey(project: string, environment: string): string {
  return `concertina.url:${project}#${environment}`
}
