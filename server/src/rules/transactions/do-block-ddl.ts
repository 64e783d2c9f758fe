import type { OffsetRange } from '../../text/range.js'
import { plpgsqlParts } from '../../sql/plpgsqlParts.js'
import { actionsOfKind } from '../concerned.js'
import { listed } from '../phrases.js'
import type { Rule, RuleFinding } from '../rule.js'
import type { AnalysedStatement } from '../script.js'

/** The SQL that stands in a DO block is judged like any other; this is about what does not stand there. */
export const doBlockDdl: Rule = {
  id: 'do-block-ddl',
  severity: 'warning',
  title: 'Code runs SQL that is not checked',
  check: (analysed) => [...uncheckedInBlocks(analysed), ...ddlInFunctions(analysed)],
}

function uncheckedInBlocks(analysed: AnalysedStatement): readonly RuleFinding[] {
  return actionsOfKind(analysed, 'doBlock').flatMap((block) => {
    const { unchecked = [] } = block
    const [first] = unchecked
    if (first === undefined) return []
    const more = unchecked.length === 1 ? '' : ` (${unchecked.length} places)`
    const what =
      first.kind === 'dynamic'
        ? 'The block builds SQL as it runs'
        : 'The block holds code that is not read here'
    return {
      message: `${what}${more}: that part is not checked by any rule. ${seen(analysed)} Write the statements out where you can.`,
      action: { ...block, range: firstLine(first.range, analysed) },
      object: {},
      hurts: [],
      facts: { unchecked: unchecked.length },
    }
  })
}

/** What executing the block has shown all the same. */
function seen({ evidence }: AnalysedStatement): string {
  return evidence.kind === 'measured'
    ? 'Its locks were measured on the replayed migrations, whose tables are empty; on a server it may do more.'
    : 'Nothing is known of its locks.'
}

/** The whole of a long body would be underlined otherwise. */
function firstLine(range: OffsetRange, { statement }: AnalysedStatement): OffsetRange {
  const from = range.start - statement.range.start
  const text = statement.text.slice(from, range.end - statement.range.start)
  const [line = text] = text.split(/\r?\n/, 1)
  return { start: range.start, end: range.start + line.length }
}

/** Nobody runs it here, so that nothing else says a word about it. */
function ddlInFunctions(analysed: AnalysedStatement): readonly RuleFinding[] {
  return actionsOfKind(analysed, 'createFunction').flatMap((action) => {
    if (action.language?.toLowerCase() !== 'plpgsql' || action.body === undefined) return []
    const commands = plpgsqlParts(action.body).flatMap(({ kind, text }) => {
      const [, command] = /^(alter|create|drop|truncate|reindex|cluster)\b/i.exec(text) ?? []
      return kind === 'dynamic' || command === undefined ? [] : [command.toUpperCase()]
    })
    if (commands.length === 0) return []
    return {
      severity: 'information' as const,
      message: `The function runs ${listed([...new Set(commands)])} when it is called, with the locks of such statements. That is not checked here; look at what calls it.`,
      action,
      object: {},
      hurts: [],
      facts: { commands: [...new Set(commands)] },
    }
  })
}
