import { AnalysisImpossible, choiceOption, sharedOptions, type Command } from '../command.js'
import { outcomeOrRefusal } from '../outcome.js'
import { printJson } from '../printers/json.js'

export const diff: Command = {
  name: 'diff',
  usage: 'diff [--project DIR] [--schema PATH] [--with-drift] [--format text|json]',
  summary: 'Prints the SQL of the pending change, as Prisma would write it.',
  options: { ...sharedOptions, schema: { type: 'string' }, 'with-drift': { type: 'boolean' } },
  run: async ({ options, project: find, print }) => {
    const format = choiceOption(options, 'format', ['text', 'json'], 'text')
    const outcome = outcomeOrRefusal(await (await find()).analyse())
    if (outcome.kind === 'refusal') throw new AnalysisImpossible(outcome.say)
    const { pending, drift } = outcome
    const sql =
      options['with-drift'] === true ? drift.sql + pending.script.text : pending.script.text
    print(format === 'json' ? printJson({ version: 1, sql, drift: drift.sql }) : sql)
    return 0
  },
}
