/**
 * The patterns of one `.gitignore`: whether a path below its folder is ignored, undefined where no
 * pattern speaks of it. A folder's path has no slash at the end.
 */
export type IgnoreRules = (path: string, isFolder: boolean) => boolean | undefined

export function readIgnoreRules(text: string): IgnoreRules {
  const patterns = text.split(/\r?\n/).flatMap(readPattern).toReversed()
  return (path, isFolder) =>
    patterns.find(({ folderOnly, matches }) => (isFolder || !folderOnly) && matches.test(path))
      ?.ignores
}

type Pattern = { readonly matches: RegExp; readonly folderOnly: boolean; readonly ignores: boolean }

/** gitignore(5): the last pattern that fits decides; one without a slash fits at any depth. */
function readPattern(line: string): readonly Pattern[] {
  const trimmed = line.replace(/(?<!\\)\s+$/, '')
  if (trimmed === '' || trimmed.startsWith('#')) return []
  const ignores = !trimmed.startsWith('!')
  const body = trimmed.slice(ignores ? 0 : 1)
  const folderOnly = body.endsWith('/')
  const path = body.replace(/^\//, '').replace(/\/$/, '')
  const anywhere = !/\/(?!$)/.test(body)
  const source = `^${anywhere ? '(?:.*/)?' : ''}${expressionOf(path)}$`
  try {
    return [{ matches: new RegExp(source, 'u'), folderOnly, ignores }]
  } catch {
    // A pattern that is none, `[z-a]` for example, fits nothing.
    return []
  }
}

function expressionOf(pattern: string): string {
  return pattern.replace(
    /\*\*\/|\/\*\*$|\*+|\?|\[!?[^\]]+\]|\\(.)|[\s\S]/gu,
    (part, escaped?: string) => {
      if (part === '**/') return '(?:.*/)?'
      if (part === '/**') return '/.*'
      if (part.startsWith('*')) return '[^/]*'
      if (part === '?') return '[^/]'
      if (part.startsWith('[') && part.length > 2) return part.replace(/^\[!/, '[^')
      return (escaped ?? part).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    },
  )
}
