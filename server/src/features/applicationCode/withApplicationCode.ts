import type { PlanFiles } from '../../plans/document/writePlan.js'
import { planFileName } from '../../plans/document/planDocument.js'
import { readPlan } from '../../plans/document/readPlan.js'
import { readSchemaModel } from '../../prisma/readSchemaModel.js'
import type { ProjectAnalysis } from '../../project/analysis.js'
import { editedDocuments } from '../../project/editedSchema.js'
import { pathOfUri } from '../../project/locations.js'
import type { FileChanges, FileCreation } from '../documentEdit.js'
import { applicationCode, applicationCodeFile } from './applicationCode.js'
import { clientModule } from './clientModule.js'

/** The same change with the application code of its plans; `left` says for which there is none, and why. */
export function withApplicationCode(
  changes: FileChanges,
  { snapshot }: Pick<ProjectAnalysis, 'snapshot'>,
  plans: readonly PlanFiles[],
): { readonly changes: FileChanges; readonly left: readonly string[] } {
  const edits = plans.flatMap(({ schemaEdits }) => schemaEdits)
  const edited = editedDocuments(snapshot.schema.documents, edits)
  if (edited.kind === 'refusal') return { changes, left: [edited.say] }
  const { documents } = edited
  const model = readSchemaModel(documents)
  const creations: FileCreation[] = []
  const left: string[] = []
  for (const { plan, planFolder } of plans) {
    const file = planFolder.find(({ path }) => path.endsWith(`/${planFileName}`))
    const folder = file?.path.slice(0, -planFileName.length - 1) ?? ''
    const reading = readPlan(file?.text ?? '')
    if (reading.kind !== 'plan') continue
    const client = clientModule(
      documents,
      pathOfUri(folder) ?? folder,
      (uri) => pathOfUri(uri) ?? uri,
    )
    const code = applicationCode(reading.document, model, client)
    if (code.kind === 'refusal') left.push(`${plan}: ${code.say}`)
    else {
      const uri = `${folder}/${applicationCodeFile}`
      creations.push({ uri, text: code.text, annotation: 'plan' })
    }
  }
  return { changes: { ...changes, creations: [...changes.creations, ...creations] }, left }
}
