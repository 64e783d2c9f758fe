import { actionsOfKind } from '../../rules/concerned.js'
import { resolveType } from '../../rules/resolveName.js'
import type { Finding } from '../../rules/rule.js'
import type { AnalysedScript } from '../../rules/script.js'
import { findingsOfRules, type FileFix, type JudgedScript } from './fileFix.js'
import { divisible, splitScript } from './splitScript.js'

/**
 * Where a statement must not run in the transaction of those before it, it begins a migration of
 * its own, with everything behind it.
 */
export function splitBeforeFixes(judged: JudgedScript): readonly FileFix[] {
  // A DO block is one statement, which no cut between statements takes apart.
  const found = findingsOfRules(judged, Object.keys(titles)).filter(
    ({ action }) => action.inBlock !== true,
  )
  return found.map((finding) => {
    // All new values come first, so the first use of one is where the others may follow.
    const uses = found.filter(({ rule }) => rule === newValueUsed)
    const [first = finding] = finding.rule === newValueUsed ? uses : []
    return fixOf(finding, first.statement, judged.script)
  })
}

const newValueUsed = 'enum-value-used-same-transaction'

const titles: Readonly<Record<string, string>> = {
  [newValueUsed]: 'Split the file: add the value here, use it in a migration that follows',
  'validate-in-same-transaction':
    'Split the file: add the constraint here, validate it in a migration that follows',
  'statement-after-exclusive':
    'Split the file: let the locks go before this statement, in a migration that follows',
  'backfill-under-exclusive-lock':
    'Split the file: let the locks go before rows are changed, in a migration that follows',
}

function fixOf({ rule, action }: Finding, statement: number, script: AnalysedScript): FileFix {
  const parts = divisible(script)
  const common = {
    id: `split-before ${rule} ${action.range.start}`,
    title: titles[rule] ?? '',
    rules: [rule],
    places: [action.range],
    preferred: rule === newValueUsed,
  }
  if (parts.kind === 'refusal') return { ...common, result: parts }
  const moved = parts.body.filter((index) => statement <= index)
  const early = rule === newValueUsed ? addedValues(script, moved) : []
  const stays = parts.body.filter((index) => index < statement || early.includes(index))
  const goes = moved.filter((index) => !early.includes(index))
  return {
    ...common,
    result: splitScript(script, parts, [{ statements: stays }, { statements: goes }]),
  }
}

/**
 * Statements that add values to enums which are there already: they depend on nothing else, so that
 * all values can be added first, and used afterwards.
 */
function addedValues({ statements }: AnalysedScript, moved: readonly number[]): readonly number[] {
  const own = moved.flatMap((index) => statements[index] ?? [])
  const touched = own.flatMap((one) => [
    ...actionsOfKind(one, 'createEnum').map(({ type }) => resolveType(type)),
    ...actionsOfKind(one, 'renameType').map(() => 'any'),
  ])
  if (touched.includes('any')) return []
  return own
    .filter(({ statement }) => {
      if (statement.kind === 'unparsed' || statement.actions.length !== 1) return false
      const [action] = statement.actions
      return action?.kind === 'addEnumValue' && !touched.includes(resolveType(action.type))
    })
    .map(({ index }) => index)
}
