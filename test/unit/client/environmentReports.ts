import type {
  EnvironmentReport,
  EnvironmentsReport,
  EnvironmentStandingReport,
  MigrationStandingReport,
  MigrationState,
} from '../../../server/src/protocol/messages.js'

/** Reports with everything that a test does not care about filled in. */
export function environment(
  name: string,
  standing: Partial<Extract<EnvironmentStandingReport, { kind: 'known' }>> | UnknownPart = {},
  others: Partial<EnvironmentReport> = {},
): EnvironmentReport {
  return {
    name,
    protected: false,
    refreshing: false,
    ...others,
    standing:
      standing.kind === 'unknown'
        ? standing
        : {
            kind: 'known',
            readAt: '2026-11-20T12:00:00.000Z',
            server: 'PostgreSQL 16.4',
            inSync: true,
            behind: 0,
            summary: 'in sync',
            migrations: [],
            ...standing,
          },
  }
}

type UnknownPart = Extract<EnvironmentStandingReport, { kind: 'unknown' }>

export function unknown(say: string, lastKnown?: UnknownPart['lastKnown']): UnknownPart {
  return { kind: 'unknown', why: 'unreachable', say, ...(lastKnown ? { lastKnown } : {}) }
}

export function migration(
  name: string,
  state: MigrationState = 'applied',
  outOfOrder = false,
): MigrationStandingReport {
  return { name, state, outOfOrder, say: `It is ${state}.` }
}

export function reportOf(
  ...projects: readonly (readonly [string, ...EnvironmentReport[]])[]
): EnvironmentsReport {
  return {
    projects: projects.map(([name, ...environments]) => ({
      project: `file:///work/${name}`,
      name,
      configurationUri: `file:///work/${name}/concertina.json`,
      configured: environments.length > 0,
      environments,
    })),
  }
}
