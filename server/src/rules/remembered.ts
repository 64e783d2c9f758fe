/**
 * The same function, which works a value out once: rules ask the same of a statement again for
 * each statement behind it, and a file may hold thousands. Only for what depends on the value
 * alone, and on values that never change; what is remembered goes with them.
 */
export function remembered<Value extends object, Result>(
  compute: (value: Value) => Result,
): (value: Value) => Result {
  const known = new WeakMap<Value, { readonly result: Result }>()
  return (value) => {
    const found = known.get(value) ?? { result: compute(value) }
    known.set(value, found)
    return found.result
  }
}
