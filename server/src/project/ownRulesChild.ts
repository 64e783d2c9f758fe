import { createJiti } from 'jiti/static'
import { judgeWithOwnRules, readOwnRules, type OwnRule } from '../rules/own/readOwnRules.js'
import type { OwnProblem } from '../rules/own/ownScript.js'
import type { OwnRulesModule, OwnRulesReply, OwnRulesRequest } from './ownRulesMessages.js'

/**
 * The child's side: loads the modules (JavaScript or TypeScript) and asks their rules. It must run
 * in a process of its own that may be killed at any moment.
 */
export function createOwnRulesChild(): (request: OwnRulesRequest) => Promise<OwnRulesReply> {
  let rules: readonly OwnRule[] = []
  return async (request) => {
    switch (request.kind) {
      case 'load': {
        const loaded = await Promise.all(request.modules.map(loadModule))
        rules = loaded.flatMap((one) => one.rules)
        return {
          kind: 'loaded',
          problems: [...loaded.flatMap(({ problems }) => problems), ...repeatedIds(rules)],
        }
      }
      case 'judge':
        return { kind: 'judged', ...(await judgeWithOwnRules(request.script, rules)) }
      default:
        return request satisfies never
    }
  }
}

async function loadModule({ file, path }: OwnRulesModule): Promise<{
  readonly rules: readonly OwnRule[]
  readonly problems: readonly OwnProblem[]
}> {
  try {
    const jiti = createJiti(path, { fsCache: false, moduleCache: false, interopDefault: false })
    return readOwnRules(await jiti.import(path), file)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return {
      rules: [],
      problems: [
        {
          say: `Your rules in ${file} could not be loaded (${reason}): nothing is checked for them.`,
        },
      ],
    }
  }
}

function repeatedIds(rules: readonly OwnRule[]): readonly OwnProblem[] {
  const ids = rules.map(({ id }) => id)
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => ({
    say: `Several of your rules are called "${id}". All of them are asked; give each a name of its own.`,
  }))
}
