import { makeCutover, type CutoverWish } from '../../project/makeCutover.js'
import { failureWords } from '../codeActions/planActions.js'
import { refused, type PlanAct, type PlanActContext } from './planAct.js'

/** The files of a blue/green or service-split plan, as one change: they change nothing that is there. */
export async function planCutover(
  wish: CutoverWish,
  { project, services }: Pick<PlanActContext, 'project' | 'services'>,
): Promise<PlanAct> {
  const wrong = [wish.switchMinutes, wish.rollbackHours].some(
    (span) => !Number.isFinite(span) || span <= 0,
  )
  if (wrong) return refused('A window is a number of minutes or hours, more than 0.')
  const analysis = await project.analyse()
  const { outcome } = analysis
  if (outcome.kind !== 'checked') {
    return refused(outcome.kind === 'waiting' ? 'The schema does not parse.' : outcome.say)
  }
  const input = {
    analysis: { ...analysis, outcome },
    services: { ...services, plans: await project.plans() },
  }
  const made = await project.inTurn(() => makeCutover(wish, input))
  switch (made.kind) {
    case 'refusal':
      return refused(made.say)
    case 'failed':
      return refused(failureWords(made.proof))
    case 'cutover':
      return {
        kind: 'changes',
        changes: {
          creations: made.files.map(({ path, text }) => ({ uri: path, text, annotation: 'plan' })),
          edits: [],
          annotations: {
            plan: { label: 'The plan', description: made.title, needsConfirmation: false },
          },
        },
        gates: [],
        notes: [`The plan is for people: read prisma/plans/${made.plan}/README.md first.`],
      }
    default:
      return made satisfies never
  }
}
