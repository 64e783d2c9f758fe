/** Every context key that the manifest's `when` clauses may use, but for VS Code's own. */
export const contextKeys = [
  'concertina.environmentsWelcome',
  'concertina.plansWelcome',
  'concertina.serverRuns',
  'concertina.hasProject',
  'concertina.hasEnvironments',
  'concertina.hasPlans',
] as const

export type ContextKey = (typeof contextKeys)[number]
