import type { ProjectState } from '../../../server/src/protocol/messages.js'

/** A project's state with everything that a test does not care about filled in. */
export function projectState(others: Partial<ProjectState> = {}): ProjectState {
  return {
    project: 'file:///work/shop',
    name: 'shop',
    schemaUris: ['file:///work/shop/prisma/schema.prisma'],
    configurationUri: 'file:///work/shop/concertina.json',
    status: 'checked',
    say: 'All is checked.',
    prisma: 'Prisma 7.10.0',
    findings: { error: 0, warning: 0, information: 0, hint: 0 },
    pendingStatements: 0,
    migrations: 16,
    ...others,
  }
}
