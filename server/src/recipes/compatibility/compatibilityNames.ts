/** Whether `schema.name` is a view that serves readers of an old shape. */
export function isCompatibilityView(view: string): boolean {
  return /^compat_v\d+\./.test(view)
}

/** Why a column cannot go, or get another type, as long as there is such a view. */
export function compatibilityObstacle(view: string, column: string): string {
  return `View "${view}" reads "${column}" and serves readers of an old shape. End its plan first (concertina promote, its contract phase); for readers who need it longer, make the view again behind this change.`
}

/** `compat_v1`, or the first number that none of these views, as `schema.name`, has. */
export function freeCompatibilitySchema(views: readonly string[]): string {
  const taken = views.map((name) => Number(/^compat_v(\d+)\./.exec(name)?.[1] ?? 0))
  return `compat_v${Math.max(0, ...taken) + 1}`
}
