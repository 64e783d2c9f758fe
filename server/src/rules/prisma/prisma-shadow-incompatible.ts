import type { Rule } from '../rule.js'
import { actionsOfKind } from '../concerned.js'

/** `migrate dev` replays every file in a shadow database, on the same server, again and again. */
export const prismaShadowIncompatible: Rule = {
  id: 'prisma-shadow-incompatible',
  severity: 'warning',
  title: 'A statement about the whole server fails when migrate dev replays the file',
  // That it goes at all is the greater trouble, and taking it out ends both.
  yieldsTo: ['drop-database'],
  check: (analysed) =>
    actionsOfKind(analysed, 'other').flatMap((action) => {
      const reason = reasons[action.node]
      // In a DO block a condition may well look whether it is there.
      if (reason === undefined || action.inBlock === true) return []
      return [
        {
          message: `${reason}. prisma migrate dev replays every migration in a shadow database of the same server, where it is ${isCreated(action.node) ? 'there' : 'gone'} already: the replay fails (P3006), and nobody can make a migration any more. Do it outside the migrations, or in a DO block that looks first whether it is there.`,
          action,
          object: {},
          hurts: ['new-code'],
        },
      ]
    }),
}

/** Statements about what all databases of a server share (manual, chapters 21 to 23). */
const reasons: Readonly<Record<string, string>> = {
  CreateRoleStmt: 'Creates a role, which belongs to the whole server',
  DropRoleStmt: 'Drops a role, which belongs to the whole server',
  CreatedbStmt: 'Creates another database of the server',
  DropdbStmt: 'Drops a database of the server',
  CreateTableSpaceStmt: 'Creates a tablespace, which belongs to the whole server',
  DropTableSpaceStmt: 'Drops a tablespace, which belongs to the whole server',
}

function isCreated(node: string): boolean {
  return node.startsWith('Create')
}
