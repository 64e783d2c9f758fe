import type { AnalysedScript, AnalysedStatement } from './script.js'

/**
 * The comment that Prisma writes above its statements, such as `AlterEnum`: the last one that
 * stands before this statement. Absent where the statement was written by hand.
 */
export function prismaHeading(
  { text, origin }: AnalysedScript,
  { statement }: AnalysedStatement,
): string | undefined {
  if (origin === 'pending') return 'pending'
  const before = text.slice(0, statement.range.start)
  return [...before.matchAll(headings)].at(-1)?.[1]
}

const headings =
  /^-- ((?:Create|Alter|Drop|Rename|Redefine|Add)(?:Table|Tables|Enum|Index|ForeignKey|Schema|Extension|PrimaryKey|View|Sequence))[ \t]*\r?$/gm
