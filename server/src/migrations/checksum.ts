/** SHA-256 of the UTF-8 bytes of a text, as 64 lower-case hexadecimal digits. */
export type Sha256 = (text: string) => string

/**
 * Every checksum in `_prisma_migrations` under which Prisma takes this text for unedited.
 *
 * Git rewrites line ends between Windows and the rest, so the engine hashes the text as it is, with
 * CRLF made LF, and with every LF made CRLF (a CRLF then becomes CR CR LF, which is Prisma's own
 * arithmetic). Engines before 2.20 printed bytes below 16 with one digit, so each hash is also
 * accepted in that shorter form (prisma-engines issue 1887).
 */
export function checksumsThatPrismaAccepts(text: string, sha256: Sha256): readonly string[] {
  const texts = new Set([text, text.replaceAll('\r\n', '\n'), text.replaceAll('\n', '\r\n')])
  const checksums = [...texts].map(sha256)
  return [...new Set([...checksums, ...checksums.map(withoutPadding)])]
}

function withoutPadding(checksum: string): string {
  return checksum.replace(/0([0-9a-f])|[0-9a-f]{2}/g, (byte, second?: string) => second ?? byte)
}
