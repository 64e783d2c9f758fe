/**
 * Whether a plan of Concertina made the trigger, to keep two columns in step (recipes/objectNames).
 * The plan was rehearsed with the writes of the running version, and a later phase takes it away.
 */
export function isOwnTrigger(name: string): boolean {
  return name.startsWith('~concertina_')
}
