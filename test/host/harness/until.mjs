/** Polls `attempt` until it gives something true, and returns that; rejects with `what` after `timeoutMs`. */
export async function until(attempt, what, timeoutMs = 60_000) {
  const end = performance.now() + timeoutMs
  for (;;) {
    const value = await attempt()
    if (value) return value
    if (performance.now() > end) throw new Error(`Not within ${timeoutMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
