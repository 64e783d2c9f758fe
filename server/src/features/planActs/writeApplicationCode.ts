import { pathOfUri, uriOfPath } from '../../project/locations.js'
import type { ProjectPlan } from '../../project/projectPlans.js'
import { applicationCode, applicationCodeFile } from '../applicationCode/applicationCode.js'
import { clientModule } from '../applicationCode/clientModule.js'
import { readable, refused, type PlanAct, type PlanActContext } from './planAct.js'

/** Puts the application code of a plan under way into its folder, for the schema as it is now. */
export async function writeApplicationCode(
  plan: ProjectPlan,
  { project }: Pick<PlanActContext, 'project'>,
): Promise<PlanAct> {
  const read = readable(plan)
  if ('kind' in read) return read
  if (read.textOf(applicationCodeFile) !== undefined) {
    return refused(`"${applicationCodeFile}" is in the folder of the plan already.`)
  }
  const { schema } = await project.snapshot()
  const client = clientModule(schema.documents, read.folder, (uri) => pathOfUri(uri) ?? uri)
  const code = applicationCode(read.document, schema.model, client)
  if (code.kind === 'refusal') return refused(code.say)
  const uri = uriOfPath(`${read.folder}/${applicationCodeFile}`)
  return {
    kind: 'changes',
    changes: {
      creations: [{ uri, text: code.text, annotation: 'code' }],
      edits: [],
      annotations: {
        code: {
          label: 'Application code of the plan',
          description: 'Take from it what the application needs.',
          needsConfirmation: false,
        },
      },
    },
    gates: [],
    notes: [],
  }
}
