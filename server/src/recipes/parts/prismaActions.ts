/** What Prisma calls the action of a foreign key, as the catalogue has it. */
export function prismaActionOf(action: string | undefined): string {
  return prismaActions[action ?? ''] ?? 'Restrict'
}

const prismaActions: Readonly<Record<string, string>> = {
  'no action': 'NoAction',
  restrict: 'Restrict',
  cascade: 'Cascade',
  'set null': 'SetNull',
  'set default': 'SetDefault',
}
