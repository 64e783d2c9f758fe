import { URI } from 'vscode-uri'

/**
 * The absolute path of a `file:` uri, with forward slashes, on Windows too (`/c:/work`); anything
 * else has no path.
 */
export function pathOfUri(uri: string): string | undefined {
  const parsed = URI.parse(uri)
  return parsed.scheme === 'file' ? withLowerCaseDrive(parsed.path) : undefined
}

/** The uri as VS Code writes it, so that it can be compared with those of open documents. */
export function uriOfPath(path: string): string {
  return URI.from({ scheme: 'file', path: withLowerCaseDrive(path) }).toString()
}

/** The path as the operating system wants it. */
export function fileSystemPath(path: string): string {
  return URI.from({ scheme: 'file', path }).fsPath
}

/** The path of a place on this machine, `C:\work` or `/work`, in our form. */
export function pathOfFileSystem(fileSystemPath: string): string {
  return withLowerCaseDrive(URI.file(fileSystemPath).path)
}

function withLowerCaseDrive(path: string): string {
  return /^\/[A-Z]:/.test(path) ? `/${path.charAt(1).toLowerCase()}${path.slice(2)}` : path
}
