import assert from 'node:assert/strict'
import type { CheckReport } from '../../../server/src/protocol/checkReport.js'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'

suite('concertina check and the application’s code', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  setup(() => {
    project = projectFolder({
      ...blog,
      'src/users.ts': `export const all = () => prisma.user.findMany({ select: { name: true } })
export const make = (email: string) => prisma.user.create({ data: { email } })
export const raw = () => prisma.$queryRaw\`SELECT "name" FROM "User"\`
`,
      'src/posts.ts': 'export const post = (model: string) => prisma[model].findMany({})\n',
    })
  })
  teardown(() => project.remove())
  suiteTeardown(() => cache.remove())

  const edit = (old: string, now: string) =>
    project.write(schema, (blog[schema] ?? '').replace(old, now))
  const findings = async (...words: readonly string[]) => {
    const run = commandLine({ folder: project.folder, cache: cache.folder })
    const { out } = await run('check', '--format', 'json', ...words)
    return (JSON.parse(out) as CheckReport).findings
  }

  test('a renamed field: where it stands, where it may, and what nobody can know', async () => {
    edit('name  String?', 'fullName String?')
    const [finding] = await findings()
    const { usages, message } = finding ?? {}
    assert.equal(usages?.files, 2)
    assert.deepEqual(usages.certain, [
      {
        file: 'src/users.ts',
        range: { start: { line: 0, character: 58 }, end: { line: 0, character: 62 } },
        kind: 'client',
      },
    ])
    assert.deepEqual(
      [usages.possible, usages.whole, usages.unfollowed].map((uses) =>
        uses.map(({ file, range }) => `${file}:${range.start.line + 1}`),
      ),
      [['src/users.ts:3'], ['src/users.ts:2'], ['src/posts.ts:1']],
    )
    assert.ok(message?.endsWith(usages.say))
    assert.match(usages.say, /^The application uses "name" of User in 1 file: src\/users\.ts:1\. /)
  })

  test('a model that goes, a type that changes, what becomes required, and what is new and required', async () => {
    const text = (blog[schema] ?? '')
      .replaceAll('Post', 'Article')
      .replace('email String  @unique', 'email Int     @unique\n  slug  String')
      .replace('name  String?', 'name  String')
    project.write(schema, text)
    const said = new Map(
      (await findings()).flatMap(({ rule, usages }) =>
        usages === undefined ? [] : [[rule, usages.say]],
      ),
    )
    assert.match(
      said.get('drop-table') ?? said.get('prisma-rename-as-drop-add') ?? '',
      /^No use of Post was found in 2 files/,
    )
    assert.match(
      said.get('prisma-drop-and-recreate') ?? '',
      /^The application uses "email" of User in 1 file: src\/users\.ts:2\./,
    )
    assert.match(
      said.get('set-not-null-scan') ?? '',
      /rows of User without "name": src\/users\.ts:2\./,
    )
    assert.match(
      said.get('add-required-column-no-default') ?? '',
      /^The application creates rows of User without "slug": src\/users\.ts:2\./,
    )
  })

  test('a migration that is written already; what came back since is not looked for', async () => {
    const drop = 'ALTER TABLE "User" DROP COLUMN "name";\n'
    edit('  name  String?\n', '')
    project.write('prisma/migrations/20250201000000_drop/migration.sql', drop)
    assert.match(said(await findings()), /^The application uses "name" of User in 1 file/)
    project.write(
      'prisma/migrations/20250301000000_back/migration.sql',
      'ALTER TABLE "User" ADD COLUMN "name" TEXT;\n',
    )
    edit('', '')
    assert.equal(said(await findings()), '')
  })

  test('lint tells it too, and not where it shall leave the code unread', async () => {
    edit('  name  String?\n', '')
    project.write('drop.sql', 'ALTER TABLE "User" DROP COLUMN "name";\n')
    const lint = async (...words: readonly string[]) => {
      const run = commandLine({ folder: project.folder, cache: cache.folder })
      const { out } = await run('lint', 'drop.sql', '--format', 'json', ...words)
      return said((JSON.parse(out) as CheckReport).findings)
    }
    assert.match(await lint(), /^The application uses "name" of User in 1 file/)
    assert.equal(await lint('--no-application-code'), '')
  })

  test('a value that is taken from an enum', async () => {
    const roles = 'enum Role {\n  ADMIN\n  MEMBER\n}\n'
    const withRole = (blog[schema] ?? '').replace('name  String?', 'name  String?\n  role  Role?')
    project.write(schema, withRole + roles)
    project.write(
      'prisma/migrations/20250201000000_role/migration.sql',
      `CREATE TYPE "Role" AS ENUM ('ADMIN', 'MEMBER');\nALTER TABLE "User" ADD COLUMN "role" "Role";\n`,
    )
    project.commit()
    project.write(
      'src/roles.ts',
      `import { Role } from '@prisma/client'
export const admins = () => prisma.user.findMany({ where: { role: Role.ADMIN } })
export const isAdmin = (user: User) => user.role === 'ADMIN'
`,
    )
    project.write(schema, withRole + roles.replace('  ADMIN\n', ''))
    assert.match(
      said(await findings()),
      /^The application uses "ADMIN" of Role in 1 file: src\/roles\.ts:2\. Perhaps also: src\/roles\.ts:3 \(a text\)\./,
    )
  })

  test('--no-application-code reads none', async () => {
    edit('name  String?', 'fullName String?')
    assert.equal(said(await findings('--no-application-code')), '')
  })
})

function said(findings: CheckReport['findings']): string {
  return findings.flatMap(({ usages }) => usages?.say ?? []).join('\n')
}
