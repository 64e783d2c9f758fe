import assert from 'node:assert/strict'
import type { Catalogue } from '../../../server/src/engine/catalogue.js'

/** Posts that belong to users, whose keys a sequence numbers. */
export const usersAndPosts = `CREATE TABLE "User" ("id" SERIAL NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Post" ("slug" TEXT NOT NULL, "authorId" INTEGER NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("slug"));
CREATE INDEX "Post_authorId_idx" ON "Post" ("authorId");
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE;`

/** What PostgreSQL prints, and `catalogueOf` does not know. */
export function asPrinted(catalogue: Catalogue): Catalogue {
  const definition = 'FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE'
  const tables = Object.entries(catalogue.tables).map(([key, table]) => [
    key,
    {
      ...table,
      constraints: table.constraints.map((one) => ({
        ...one,
        ...(one.kind === 'foreignKey' ? { definition } : {}),
        ...(one.kind === 'primaryKey' ? { index: one.name } : {}),
      })),
    },
  ])
  const printed = { ...catalogue, tables: Object.fromEntries(tables) as Catalogue['tables'] }
  return {
    ...withUser(printed, { default: `nextval('"User_id_seq"'::regclass)` }),
    sequences: [
      {
        schema: 'public',
        name: 'User_id_seq',
        type: 'integer',
        ownedBy: { table: 'public.User', column: 'id' },
      },
    ],
  }
}

export function withUser(catalogue: Catalogue, change: object): Catalogue {
  const user = catalogue.tables['public.User']
  assert.ok(user)
  const columns = user.columns.map((one) => (one.name === 'id' ? { ...one, ...change } : one))
  return { ...catalogue, tables: { ...catalogue.tables, 'public.User': { ...user, columns } } }
}
