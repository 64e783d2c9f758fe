/**
 * The path as this system writes it, of one as the room `prisma/` has it: `/c:/work` is `c:\work`
 * on Windows.
 */
export function nativePath(path: string, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return path
  return path.replace(/^\/(?=[a-zA-Z]:)/, '').replaceAll('/', '\\')
}

/** The way back. The letter of a drive becomes small, as editors write it. */
export function posixPath(path: string, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return path
  return path
    .replaceAll('\\', '/')
    .replace(/^([a-zA-Z]):/, (drive: string) => `/${drive.toLowerCase()}`)
}
