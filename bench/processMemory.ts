import { readdirSync, readFileSync } from 'node:fs'

/** Memory in bytes of a process and all below it, at their peaks so far. */
export type MemoryPeaks = {
  /** Largest sum of the proportional set sizes (PSS) at one moment: shared pages count once. */
  readonly proportional: number
  /** Sum of the largest resident sizes of each process that was seen for longer than a moment: an upper bound. */
  readonly resident: number
}

export type MemorySampler = { stop(): MemoryPeaks }

/** Only Linux says what a process shares with others. */
export const canSampleMemory = process.platform === 'linux'

const everyMs = 50

/** Looks every 50 ms at the process and its descendants in /proc (proc(5): smaps_rollup, status). */
export function sampleMemory(root: number): MemorySampler {
  let proportional = 0
  const largest = new Map<number, number>()
  const look = () => {
    let sum = 0
    for (const pid of familyOf(root)) {
      sum += kilobytes(pid, 'smaps_rollup', /^Pss:\s+(\d+) kB/m) * 1024
      largest.set(pid, kilobytes(pid, 'status', /^VmHWM:\s+(\d+) kB/m) * 1024)
    }
    proportional = Math.max(proportional, sum)
  }
  const timer = setInterval(look, everyMs)
  return {
    stop: () => {
      look()
      clearInterval(timer)
      const alive = familyOf(root)
      const sizes = [...largest].filter(([pid]) => alive.includes(pid)).map(([, size]) => size)
      return { proportional, resident: sizes.reduce((sum, size) => sum + size, 0) }
    },
  }
}

/** The process and its descendants; a process that ends meanwhile is left out. */
export function familyOf(root: number): readonly number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const parent = Number.isInteger(pid) ? parentOf(pid) : undefined
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const below = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)]
  return below(root)
}

function parentOf(pid: number): number | undefined {
  // The name in the second field may hold spaces and brackets; the fourth field comes after its last bracket.
  const stat = textOf(pid, 'stat')
  const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  return parent === undefined ? undefined : Number(parent)
}

function kilobytes(pid: number, file: string, pattern: RegExp): number {
  return Number(pattern.exec(textOf(pid, file) ?? '')?.[1] ?? 0)
}

function textOf(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}
