/**
 * PostgreSQL's table-level lock modes, weakest first, as `pg_locks.mode` spells them
 * (PostgreSQL manual, section 13.3.1).
 */
export const lockModes = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
] as const

export type LockMode = (typeof lockModes)[number]

export function isLockMode(text: string): text is LockMode {
  return (lockModes as readonly string[]).includes(text)
}

/** Position in the order of strength, 0 for ACCESS SHARE to 7 for ACCESS EXCLUSIVE. */
export function lockStrength(mode: LockMode): number {
  return lockModes.indexOf(mode)
}

export function strongerLock(left: LockMode, right: LockMode): LockMode {
  return lockStrength(left) >= lockStrength(right) ? left : right
}

/** Whether two sessions cannot hold the two modes on one table at once (table 13.2 of the manual). */
export function conflicts(left: LockMode, right: LockMode): boolean {
  return conflictTable[left].includes(right)
}

/** SELECT takes ACCESS SHARE; INSERT, UPDATE, DELETE and MERGE take ROW EXCLUSIVE. */
export function blocksReads(mode: LockMode): boolean {
  return conflicts(mode, 'AccessShareLock')
}

export function blocksWrites(mode: LockMode): boolean {
  return conflicts(mode, 'RowExclusiveLock')
}

/** The mode as people and the manual write it: `ACCESS EXCLUSIVE`. */
export function lockModeName(mode: LockMode): string {
  return mode
    .slice(0, -'Lock'.length)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase()
}

const conflictTable: Record<LockMode, readonly LockMode[]> = {
  AccessShareLock: ['AccessExclusiveLock'],
  RowShareLock: ['ExclusiveLock', 'AccessExclusiveLock'],
  RowExclusiveLock: ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'],
  ShareUpdateExclusiveLock: [
    'ShareUpdateExclusiveLock',
    'ShareLock',
    'ShareRowExclusiveLock',
    'ExclusiveLock',
    'AccessExclusiveLock',
  ],
  ShareLock: [
    'RowExclusiveLock',
    'ShareUpdateExclusiveLock',
    'ShareRowExclusiveLock',
    'ExclusiveLock',
    'AccessExclusiveLock',
  ],
  ShareRowExclusiveLock: [
    'RowExclusiveLock',
    'ShareUpdateExclusiveLock',
    'ShareLock',
    'ShareRowExclusiveLock',
    'ExclusiveLock',
    'AccessExclusiveLock',
  ],
  ExclusiveLock: lockModes.slice(1),
  AccessExclusiveLock: lockModes,
}
