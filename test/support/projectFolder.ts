import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A project on disk for one test. */
export type ProjectFolder = {
  readonly folder: string
  write(file: string, text: string): void
  /** A file, or a folder with everything in it. */
  delete(file: string): void
  /** Commits everything as it is. */
  commit(): void
  remove(): void
}

export function projectFolder(
  files: Readonly<Record<string, string>>,
  options = { commit: true },
): ProjectFolder {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'concertina-project-')))
  const write = (file: string, text: string) => {
    const target = path.join(folder, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
  const git = (...parameters: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...parameters],
      {
        cwd: folder,
        stdio: 'ignore',
      },
    )
  for (const [file, text] of Object.entries(files)) write(file, text)
  const commit = () => {
    git('add', '-A')
    git('commit', '-qm', 'state')
  }
  if (options.commit) {
    git('init', '-q')
    commit()
  }
  return {
    folder,
    write,
    delete: (file) => rmSync(path.join(folder, file), { recursive: true }),
    commit,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A small Prisma 7 project whose schema and migrations agree. */
export const blog: Readonly<Record<string, string>> = {
  'package.json': '{ "devDependencies": { "prisma": "7.10.0" } }\n',
  'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
}

model User {
  id    Int     @id @default(autoincrement())
  email String  @unique
  name  String?
  posts Post[]
}

model Post {
  id       Int    @id @default(autoincrement())
  title    String
  authorId Int
  author   User   @relation(fields: [authorId], references: [id])
}
`,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20250101000000_init/migration.sql': `-- CreateTable
CREATE TABLE "User" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Post" (
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "authorId" INTEGER NOT NULL,

    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
`,
}
