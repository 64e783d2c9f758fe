/**
 * A line for the log without any URL that may hold a password: those of databases, and all that have
 * a user name. Nothing of ours writes one; a driver that dies may print its own.
 */
export function withoutUrls(line: string): string {
  return line
    .replace(
      /\b(?:postgres(?:ql)?|prisma(?:\+postgres)?|mysql|mongodb(?:\+srv)?):\/\/\S*/gi,
      redacted,
    )
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s/@]*@\S*/gi, redacted)
}

const redacted = '(URL left out)'
