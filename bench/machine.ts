import os from 'node:os'

/** The machine of a run in one line, with how busy it is at this moment. */
export function machineLine(): string {
  const cpus = os.cpus()
  const memory = `${(os.totalmem() / 1e9).toFixed(0)} GB`
  const load = os.loadavg().map((value) => value.toFixed(1))
  return [
    `${cpus.length} × ${cpus[0]?.model.trim() ?? 'unknown processor'}`,
    memory,
    `${os.platform()} ${os.arch()}`,
    `Node ${process.version}`,
    `load ${load.join(' ')}`,
  ].join(', ')
}
