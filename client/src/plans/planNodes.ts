import type {
  PlanGateReport,
  PlanReport,
  PlansReport,
} from '../../../server/src/protocol/messages.js'

export type ProjectPlans = PlansReport['projects'][number]
export type PlanPhase = PlanReport['phases'][number]

export type PlanReached = NonNullable<PlanReport['environments']>[number]

export type PlanNext = NonNullable<PlanReport['next']>

/** What stands in the view Plans. */
export type PlanNode =
  | { readonly kind: 'project'; readonly project: ProjectPlans }
  | { readonly kind: 'plan'; readonly plan: PlanReport }
  | { readonly kind: 'phase'; readonly path: string; readonly phase: PlanPhase }
  /** How far the plan is in one environment, with what was counted and what comes next. */
  | { readonly kind: 'reached'; readonly path: string; readonly reached: PlanReached }
  | { readonly kind: 'fact'; readonly path: string; readonly text: string }
  /** Plans that have ended and were put aside, folded into one. */
  | { readonly kind: 'archive'; readonly path: string; readonly plans: readonly PlanReport[] }
  /** What comes next, with the gates before it. */
  | { readonly kind: 'next'; readonly plan: PlanReport; readonly next: PlanNext }
  | { readonly kind: 'gate'; readonly path: string; readonly gate: PlanGateReport }
  /** The proofs that the plan has passed, folded into one. */
  | { readonly kind: 'proofs'; readonly path: string; readonly proofs: readonly string[] }
  | { readonly kind: 'proof'; readonly path: string; readonly text: string }
  | { readonly kind: 'problem'; readonly path: string; readonly text: string }

/** Plans, below their projects when several projects have some. */
export function rootPlanNodes({ projects }: PlansReport): PlanNode[] {
  const some = projects.filter(({ plans }) => plans.length > 0)
  return projects.length > 1
    ? some.map((project) => ({ kind: 'project', project }))
    : some.flatMap(planNodes)
}

export function childPlanNodes(node: PlanNode): PlanNode[] {
  switch (node.kind) {
    case 'project':
      return planNodes(node.project)
    case 'plan':
      return partsOf(node.plan)
    case 'proofs':
      return node.proofs.map((text) => ({ kind: 'proof', path: node.path, text }))
    case 'next':
      return node.next.gates.map((gate) => ({ kind: 'gate', path: `${node.plan.uri}#next`, gate }))
    case 'archive':
      return node.plans.map((plan) => ({ kind: 'plan', plan }))
    case 'reached':
      return factsOf(node.reached).map((text) => ({ kind: 'fact', path: node.path, text }))
    case 'phase':
    case 'fact':
    case 'gate':
    case 'proof':
    case 'problem':
      return []
    default:
      return node satisfies never
  }
}

function planNodes({ project, plans }: ProjectPlans): PlanNode[] {
  const archived = plans.filter((plan) => plan.archived !== undefined)
  return [
    ...plans
      .filter((plan) => plan.archived === undefined)
      .map((plan) => ({ kind: 'plan', plan }) as const),
    ...(archived.length === 0
      ? []
      : [{ kind: 'archive', path: `${project}#archive`, plans: archived } as const]),
  ]
}

function factsOf({ next, oldWrites }: PlanReached): readonly string[] {
  return [next, oldWrites].flatMap((text) => text ?? [])
}

function partsOf(plan: PlanReport): PlanNode[] {
  const path = plan.uri
  return [
    ...(plan.problem === undefined ? [] : [{ kind: 'problem', path, text: plan.problem } as const]),
    ...plan.phases.map((phase) => ({ kind: 'phase', path, phase }) as const),
    ...(plan.next === undefined ? [] : [{ kind: 'next', plan, next: plan.next } as const]),
    ...(plan.archived === undefined ? (plan.environments ?? []) : []).map(
      (reached) => ({ kind: 'reached', path: `${path}@${reached.name}`, reached }) as const,
    ),
    ...(plan.proofs.length === 0
      ? []
      : [{ kind: 'proofs', path: `${path}#proofs`, proofs: plan.proofs } as const]),
  ]
}
