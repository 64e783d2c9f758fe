/** Polls `attempt` until it gives something true, and resolves with that; rejects with `what` after `timeoutMs`. */
export function until<Value>(
  attempt: () => Value | Promise<Value>,
  what: string,
  timeoutMs?: number,
): Promise<Exclude<Value, undefined | null | false | 0 | ''>>
