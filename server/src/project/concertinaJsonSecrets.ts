/**
 * True for a text that gives access to a database: a connection URL of any make, a URL with a password
 * in it, a list of `key=value` with a password. Links to an issue or a page are none.
 */
export function looksLikeConnectionString(text: string): boolean {
  return connectionUrl.test(text) || urlWithPassword.test(text) || passwordPair.test(text)
}

/** Keys under which people put a URL or a password. */
export function isSecretKey(key: string): boolean {
  return /^(database|direct|shadow(database)?|connection|accelerate)?_?-?(url|uri|dsn|string|password|pass|pwd)$/i.test(
    key,
  )
}

const connectionUrl =
  /\b(postgres(ql)?|prisma(\+postgres)?|mysql|mariadb|sqlserver|mongodb(\+srv)?|redis|cockroachdb):\/\//i

const urlWithPassword = /:\/\/[^\s/?#]*:[^\s/?#]*@/

const passwordPair = /(^|[?&;\s])(password|passwd|pwd|api_?key)=\S/i
