import assert from 'node:assert/strict'
import { postgresTargetOf, type KnownServer } from '../../../server/src/project/postgresTarget.js'

const file = (postgresVersion?: number, ...environments: readonly [string, number?][]) => ({
  environments: environments.map(([name, written], index) => ({
    name,
    order: index,
    protected: false,
    urlEnv: 'URL',
    ...(written === undefined ? {} : { postgresVersion: written }),
  })),
  ...(postgresVersion === undefined ? {} : { postgresVersion }),
})
const runs = (environment: string, version: number): KnownServer => ({ environment, version })

suite('the PostgreSQL that migrations are judged for', () => {
  test('is the oldest in support where nobody says anything', () =>
    says(
      file(),
      [],
      'Judged for PostgreSQL 14: concertina.json names no version, and no server has been asked.',
    ))

  test('is the one in concertina.json, the oldest of its environments', () => {
    says(file(16), [], 'Judged for PostgreSQL 16, as concertina.json says.')
    says(
      file(undefined, ['dev', 17], ['prod', 15]),
      [],
      'Judged for PostgreSQL 15, as concertina.json says of prod.',
    )
  })

  test('else that of the oldest server that has answered', () =>
    says(
      file(undefined, ['dev'], ['prod']),
      [runs('dev', 18), runs('prod', 16), runs('gone', 9)],
      'Judged for PostgreSQL 16, which the server of prod runs; concertina.json names no version for it.',
    ))

  test('both are told where a server is older than the file says', () => {
    says(
      file(16, ['dev'], ['prod']),
      [runs('dev', 17), runs('prod', 15)],
      'Judged for PostgreSQL 16, as concertina.json says; but the server of prod runs 15.',
    )
    says(
      file(undefined, ['prod', 16]),
      [runs('prod', 15)],
      'Judged for PostgreSQL 16, as concertina.json says of prod; but the server of prod runs 15, not 16.',
    )
  })

  test('a newer server is none to speak of, unless all of them are', () => {
    says(
      file(16, ['dev'], ['prod']),
      [runs('dev', 18)],
      'Judged for PostgreSQL 16, as concertina.json says.',
    )
    says(
      file(16, ['dev'], ['prod']),
      [runs('dev', 18), runs('prod', 17)],
      'Judged for PostgreSQL 16, as concertina.json says; but the server of dev runs 18, and the server of prod runs 17.',
    )
  })
})

function says(
  configuration: ReturnType<typeof file>,
  servers: readonly KnownServer[],
  sentence: string,
): void {
  const { say, version, differs } = postgresTargetOf(configuration, servers)
  assert.equal(say, sentence)
  assert.ok(sentence.includes(`PostgreSQL ${version}`))
  assert.equal(differs, sentence.includes('but '))
}
