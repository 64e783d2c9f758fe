import { draftOfPlan } from '../../plans/document/draftOfPlan.js'
import { failureWords } from '../../features/codeActions/planActions.js'
import { planJsonEdit, renewedReadmeEdit } from '../../features/planActs/planAct.js'
import { recordProof } from '../../plans/document/recordProof.js'
import { proveAgain } from '../../project/proveAgain.js'
import { sha256 } from '../../project/readProject.js'
import { loadSqlParser } from '../../sql/parseStatements.js'
import {
  AnalysisImpossible,
  choiceOption,
  sharedOptions,
  UsageError,
  type Command,
} from '../command.js'
import { planNamed } from '../planCommand.js'
import { printJson } from '../printers/json.js'
import { writeChanges } from '../writeChanges.js'

export const prove: Command = {
  name: 'prove',
  usage: 'prove PLAN [--write] [--project DIR] [--schema PATH] [--format text|json]',
  summary:
    'Rehearses a plan again, with its files as they are now. PLAN is the name of its folder.',
  options: { ...sharedOptions, schema: { type: 'string' }, write: { type: 'boolean' } },
  run: async ({ options, arguments: names, project: find, print, note, now }) => {
    const [name, ...more] = names
    if (name === undefined || more.length > 0) throw new UsageError('Name one plan.')
    const format = choiceOption(options, 'format', ['text', 'json'], 'text')
    const project = await find()
    const snapshot = await project.snapshot()
    const found = await planNamed(project, name)
    if (found.reading.kind === 'unreadable') throw new AnalysisImpossible(found.reading.say)
    const reading = draftOfPlan(found.reading.document, found.textOf)
    if (reading.kind === 'incomplete') {
      throw new AnalysisImpossible(`Files of the plan are missing: ${reading.missing.join(', ')}.`)
    }
    const report = await proveAgain(found.reading.document, reading.draft, snapshot, {
      engine: project.engine,
      parser: await loadSqlParser(),
      onProgress: ({ say }) => note(say),
      signal: new AbortController().signal,
    })
    if (report.kind === 'refusal') throw new AnalysisImpossible(report.say)
    if (report.kind === 'cancelled') throw new AnalysisImpossible('The proof was cancelled.')
    const { document } = found.reading
    const written = report.kind === 'proved' && options['write'] === true
    if (written) {
      const proved = recordProof(document, report, { textOf: found.textOf, sha256, at: now() })
      const edit = planJsonEdit(found, proved, 'plan')
      await writeChanges({
        creations: [],
        edits: [edit, ...renewedReadmeEdit(found, proved, reading.draft)],
        annotations: {},
      })
    }
    if (format === 'json') print(printJson({ version: 1, plan: found.name, written, ...report }))
    else if (report.kind === 'proved') {
      print(report.proofs.map(({ id, say }) => `${id.padEnd(4)} ${say}\n`).join(''))
    } else print(`${failureWords(report)}\n${report.counterExample.sql}\n`)
    return report.kind === 'proved' ? 0 : 1
  },
}
