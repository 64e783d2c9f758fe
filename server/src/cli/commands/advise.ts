import { adviceMarkdown, adviceText } from '../../features/strategies/adviceText.js'
import { strategyAdvice } from '../../features/strategies/strategyAdvice.js'
import { loadSqlParser } from '../../sql/parseStatements.js'
import {
  AnalysisImpossible,
  choiceOption,
  sharedOptions,
  textOption,
  type Command,
} from '../command.js'
import { askedEnvironment } from '../dataOfEnvironment.js'
import { outcomeOrRefusal } from '../outcome.js'
import { printJson } from '../printers/json.js'

export const advise: Command = {
  name: 'advise',
  usage: 'advise [--project DIR] [--schema PATH] [--env NAME] [--format text|json|markdown]',
  summary: 'Compares the ways to bring each pending change into production.',
  options: { ...sharedOptions, schema: { type: 'string' }, env: { type: 'string' } },
  run: async (context) => {
    const { options, print } = context
    const format = choiceOption(options, 'format', ['text', 'json', 'markdown'], 'text')
    const project = await context.project()
    const environment = textOption(options, 'env')
    const judge =
      environment === undefined ? undefined : await askedEnvironment(project, environment, context)
    const analysis = await project.analyse()
    const outcome = outcomeOrRefusal(analysis)
    if (outcome.kind === 'refusal') throw new AnalysisImpossible(outcome.say)
    const found = { pending: outcome.pending, migrations: [] }
    const { pending } = judge === undefined ? found : await judge(found)
    const parser = await loadSqlParser()
    const advice = strategyAdvice({ ...analysis, outcome: { ...outcome, pending } }, parser)
    switch (format) {
      case 'json':
        print(
          printJson({
            version: 1,
            changes: advice.map(({ change, strategies }) => ({ change, strategies })),
          }),
        )
        return 0
      case 'markdown':
        print(adviceMarkdown(advice))
        return 0
      case 'text':
        print(adviceText(advice))
        return 0
      default:
        return format satisfies never
    }
  },
}
