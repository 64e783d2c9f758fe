import assert from 'node:assert/strict'
import { contiguousRanges } from '../../../server/src/cli/contiguousRanges.js'
import { printReport } from '../../../server/src/cli/printers/reportFormats.js'
import type { CheckReport } from '../../../server/src/protocol/checkReport.js'
import type { ReportedFinding } from '../../../server/src/protocol/finding.js'

const finding: ReportedFinding = {
  rule: 'drop-column',
  severity: 'error',
  message: 'Drops "a|b" of "User": 100% gone,\nfor good.',
  file: 'prisma/migrations/1_x/migration.sql',
  range: { start: { line: 2, character: 4 }, end: { line: 2, character: 9 } },
  object: { table: 'public.User', column: 'a|b' },
  hurts: ['data'],
  statement: 0,
  migration: '1_x',
}
const statement = {
  sql: 'ALTER TABLE "User" DROP COLUMN "a|b"',
  range: finding.range,
  locks: [],
  rewrites: [],
  scans: [],
  analysed: true,
}
const report: CheckReport = {
  version: 1,
  project: {
    root: '/repo/packages/db',
    schema: ['prisma/schema.prisma'],
    migrations: 'prisma/migrations',
    prisma: 'Prisma 7',
    postgres: 'PostgreSQL 18.6',
    judgedFor: { postgres: 14, basis: 'assumed', say: 'Judged for 14.', differs: false },
    replayed: { migrations: 1, failures: 0 },
  },
  pending: { sql: '-- ```\nSELECT 1;\n', statements: [] },
  drift: { sql: '' },
  migrations: [
    { name: '1_x', file: finding.file, statements: [statement], execution: { model: 'batch' } },
  ],
  findings: [finding],
  coverage: { statements: 1, analysed: 1, suppressed: 0 },
  problems: [
    {
      file: 'prisma/migrations/0_old/migration.sql',
      range: { start: { line: 6, character: 0 }, end: { line: 6, character: 1 } },
      message: 'The extension "x" cannot be had.',
    },
  ],
}
const prefix = 'packages/db/'

suite('what the command line prints for people', () => {
  const lastLine = (project: Partial<CheckReport['project']>) =>
    printReport({ ...report, project: { ...report.project, ...project } }, 'text', '')
      .trimEnd()
      .split('\n')
      .at(-1)

  test('says on what the history was replayed, and what it refused', () => {
    assert.equal(lastLine({}), 'Prisma 7; history replayed on PostgreSQL 18.6.')
    assert.equal(
      lastLine({ replayed: { migrations: 2, failures: 1 } }),
      'Prisma 7; history replayed on PostgreSQL 18.6, 1 statement refused.',
    )
  })

  test('says what PostgreSQL it was judged for where a server says it, or another than the file', () => {
    const judgedFor = (basis: 'file' | 'server', differs: boolean) =>
      lastLine({ judgedFor: { postgres: 15, basis, say: 'Judged for 15.', differs } })
    assert.equal(judgedFor('server', false), 'Judged for 15.')
    assert.equal(judgedFor('file', true), 'Judged for 15.')
    assert.match(judgedFor('file', false) ?? '', /replayed/)
  })

  test('says nothing of a replay that is not part of the report', () =>
    assert.equal(lastLine({ postgres: '' }), 'Prisma 7.'))
})

suite('what the command line prints for CI', () => {
  test('github: an annotation on the line, its path from the top of the repository', () =>
    assert.equal(
      printReport(report, 'github', prefix),
      '::error file=packages/db/prisma/migrations/1_x/migration.sql,line=3,endLine=3,col=5,endColumn=10,title=drop-column::Drops "a|b" of "User": 100%25 gone,%0Afor good.\n' +
        '::warning file=packages/db/prisma/migrations/0_old/migration.sql,line=7,title=not checked::The extension "x" cannot be had.\n',
    ))

  test('github: over several lines there are no columns, and a name cannot end its property', () => {
    const wide = {
      ...finding,
      file: 'a,b:c.sql',
      range: { start: { line: 0, character: 3 }, end: { line: 4, character: 1 } },
    }
    assert.match(
      printReport({ ...report, findings: [wide] }, 'github', ''),
      /^::error file=a%2Cb%3Ac\.sql,line=1,endLine=5,title=drop-column::/,
    )
  })

  test('gitlab: Code Quality, with what was not checked', () => {
    const issues = JSON.parse(printReport(report, 'gitlab', prefix)) as Record<string, unknown>[]
    assert.deepEqual(
      issues.map(({ check_name, severity, location }) => ({ check_name, severity, location })),
      [
        {
          check_name: 'drop-column',
          severity: 'critical',
          location: {
            path: 'packages/db/prisma/migrations/1_x/migration.sql',
            lines: { begin: 3 },
          },
        },
        {
          check_name: 'not-checked',
          severity: 'major',
          location: {
            path: 'packages/db/prisma/migrations/0_old/migration.sql',
            lines: { begin: 7 },
          },
        },
      ],
    )
  })

  test('sarif: levels, places from 1, and what was not checked as a notification', () => {
    const [run] = (
      JSON.parse(printReport(report, 'sarif', prefix)) as {
        runs: { results: Record<string, unknown>[]; invocations: Record<string, unknown>[] }[]
      }
    ).runs
    const [result] = run?.results ?? []
    assert.equal(result?.['level'], 'error')
    assert.deepEqual(result['locations'], [
      {
        physicalLocation: {
          artifactLocation: {
            uri: 'packages/db/prisma/migrations/1_x/migration.sql',
            uriBaseId: '%SRCROOT%',
          },
          region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 10 },
        },
      },
    ])
    assert.equal(run?.invocations[0]?.['executionSuccessful'], false)
  })

  test('a fingerprint stays when lines move, and differs for equal findings', () => {
    const prints = (findings: readonly ReportedFinding[]) =>
      (
        JSON.parse(printReport({ ...report, findings }, 'gitlab', '')) as {
          fingerprint: string
        }[]
      ).map(({ fingerprint }) => fingerprint)
    const moved = {
      ...finding,
      range: { start: { line: 9, character: 0 }, end: { line: 9, character: 1 } },
    }
    assert.equal(prints([finding])[0], prints([moved])[0])
    const [first, second] = prints([finding, finding])
    assert.notEqual(first, second)
  })

  test('markdown: one row a finding, whatever is in its text, and the pending SQL', () => {
    const text = printReport(report, 'markdown', '')
    assert.match(text, /^## Concertina\n\n\*\*1 error, 0 warnings, 0 notes\.\*\* 0 pending/)
    assert.match(
      text,
      /^\| error \| `drop-column` \| `prisma\/migrations\/1_x\/migration\.sql:3` \| Drops "a\\\|b" of "User": 100% gone, for good\. \|$/m,
    )
    assert.match(text, /^- Not checked: `prisma\/migrations\/0_old\/migration\.sql:7`/m)
    assert.match(text, /^````sql\n-- ```\nSELECT 1;\n````$/m)
  })
})

suite('ranges of migrations', () => {
  test('neighbours are judged together', () => {
    assert.deepEqual(contiguousRanges([]), [])
    assert.deepEqual(contiguousRanges([1, 2, 3, 7]), [
      [1, 4],
      [7, 8],
    ])
  })
})
