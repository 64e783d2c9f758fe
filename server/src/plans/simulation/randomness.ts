/**
 * Numbers that look random and are the same for the same seed, so that a counter-example can be
 * shown again. Not for secrets.
 */
export type Randomness = {
  /** A whole number from 0 to `limit` - 1. */
  readonly below: (limit: number) => number
  /** True in `share` of all cases, 0 to 1. */
  readonly chance: (share: number) => boolean
  /** One of the list, which must not be empty. */
  readonly pick: <T>(list: readonly T[]) => T
  /** 1, 2, 3 and so on: for values that must not come twice. */
  readonly next: () => number
}

/** Mulberry32: 32 bits of state, which is plenty for a few thousand draws. */
export function createRandomness(seed: number): Randomness {
  let state = seed >>> 0
  let counter = 0
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(fraction() * limit)
  return {
    below,
    chance: (share) => fraction() < share,
    pick: (list) => {
      const picked = list[below(list.length)]
      if (list.length === 0) throw new RangeError('There is nothing to pick from.')
      return picked as (typeof list)[number]
    },
    next: () => {
      counter += 1
      return counter
    },
  }
}
