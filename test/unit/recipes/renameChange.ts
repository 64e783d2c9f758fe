import type { ChangeText } from './pendingFrom.js'

/** A required column with a default and a unique index gets another name. */
export const rename: ChangeText = {
  database: `
    CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL DEFAULT 'x', CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    CREATE UNIQUE INDEX "User_name_key" ON "User" ("name");`,
  sql: `DROP INDEX "User_name_key";
ALTER TABLE "User" DROP COLUMN "name",
ADD COLUMN     "fullName" TEXT NOT NULL DEFAULT 'x';
CREATE UNIQUE INDEX "User_fullName_key" ON "User"("fullName");`,
  before: 'model User {\n  id Int @id\n  name String @unique @default("x")\n}',
  after: 'model User {\n  id Int @id\n  fullName String @unique @default("x")\n}',
}
