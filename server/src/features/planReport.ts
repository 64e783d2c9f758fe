import { resolvePlanPath } from '../plans/document/planPaths.js'
import type { PhaseStanding } from '../plans/document/planStanding.js'
import type { ProjectPlan } from '../project/projectPlans.js'
import type { PlanReport } from '../protocol/messages.js'

/** One plan for the sidebar. `uriOf` turns an absolute path into a uri. */
export function planReport(plan: ProjectPlan, uriOf: (path: string) => string): PlanReport {
  const { name, folder, reading } = plan
  const place = {
    uri: uriOf(folder),
    readmeUri: uriOf(`${folder}/README.md`),
    name,
  }
  if (reading.kind === 'unreadable') {
    return { ...place, title: name, recipe: '', problem: reading.say, phases: [], proofs: [] }
  }
  const { document, standing } = reading
  const phases = document.phases.map((phase) => {
    const found = standing.phases.find((one) => one.name === phase.name)
    const file = phase.files[0]
    return {
      name: phase.name,
      state: stateOf(found),
      say: found === undefined ? phase.explanation : `${found.say} ${phase.explanation}`,
      ...(file === undefined ? {} : { uri: uriOf(resolvePlanPath(folder, file.path)) }),
    }
  })
  return {
    ...place,
    title: document.title,
    recipe: document.recipe,
    ...(standing.edited.length === 0
      ? {}
      : {
          problem: `Edited since the plan was proved: ${standing.edited.join(', ')}. Prove it again.`,
        }),
    phases,
    proofs: document.proofs.passed.map(({ id, say }) => `${id}: ${say}`),
  }
}

function stateOf(standing: PhaseStanding | undefined): PlanReport['phases'][number]['state'] {
  const state = standing?.state
  switch (state) {
    case 'written':
    case 'promoted':
      return 'written'
    case 'heldBack':
      return 'held back'
    case 'takenBack':
      return 'taken back'
    case 'unknown':
    case undefined:
      return 'unknown'
    default:
      return state satisfies never
  }
}
