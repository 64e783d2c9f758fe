import assert from 'node:assert/strict'
import {
  environmentSign,
  environmentNodeText,
} from '../../../client/src/environments/environmentText.js'
import { environmentsBadge } from '../../../client/src/environments/badge.js'
import { migrationText } from '../../../client/src/environments/migrationText.js'
import { contextValue } from '../../../client/src/views/itemText.js'
import type { EnvironmentReport, MigrationState } from '../../../server/src/protocol/messages.js'
import { environment, migration, reportOf, unknown } from './environmentReports.js'

const now = new Date('2026-11-20T12:00:30.000Z')

function text(report: EnvironmentReport) {
  return environmentNodeText(
    { kind: 'environment', project: 'file:///work/shop', environment: report },
    now,
  )
}

suite('how an environment looks', () => {
  test('every sign has a shape of its own, and unknown has no colour', () => {
    const failed = migration('1_a', 'failed')
    const reports = {
      inSync: environment('a'),
      behind: environment('a', { inSync: false, migrations: [migration('1_a', 'pending')] }),
      needsRepair: environment('a', { inSync: false, migrations: [failed] }),
      unknown: environment('a', unknown('No URL.')),
      reading: environment('a', {}, { refreshing: true }),
    }
    const icons = Object.entries(reports).map(([sign, report]) => {
      assert.equal(environmentSign(report), sign)
      return text(report).icon
    })
    assert.equal(new Set(icons.map((icon) => icon?.id)).size, icons.length)
    assert.deepEqual(text(reports.unknown).icon, { id: 'question' })
  })

  test('says in words what icon and tooltip say', () => {
    const report = environment(
      'prod',
      { summary: '2 pending', inSync: false, behind: 2 },
      { protected: true, target: 'db.example.com:5432/shop', refreshing: true },
    )
    assert.equal(
      text(report).accessibilityLabel,
      'prod, 2 pending · protected · reading … · just now, db.example.com:5432/shop',
    )
  })

  test('the tooltip of a known one tells server, size, place and variable', () => {
    const report = environment(
      'prod',
      { databaseBytes: 2_684_354_560, summary: 'in sync' },
      { protected: true, target: 'db:5432/shop', urlEnv: 'SHOP_URL' },
    )
    assert.equal(
      text(report).tooltip,
      [
        '**prod** — protected: changes ask for its name first',
        'in sync, read just now',
        'Database: db\\:5432\\/shop',
        'Server: PostgreSQL 16\\.4, 2.5 GB',
        'Variable for the command line: SHOP\\_URL',
      ].join('\n\n'),
    )
  })

  test('the tooltip of an unknown one gives the reason and the last answer with its age', () => {
    const report = environment(
      'prod',
      unknown('It did not answer.', { readAt: '2026-11-20T11:00:00.000Z', summary: 'in sync' }),
    )
    assert.equal(
      text(report).tooltip,
      '**prod**\n\nUnknown: It did not answer\\.\n\nLast answer 1 hour ago: in sync',
    )
  })

  test('its context is one that the manifest can ask for key by key', () => {
    const report = environment('prod', {}, { protected: true })
    assert.equal(
      contextValue(text(report).context),
      'protected=true;refreshing=false;standing=known;type=environment',
    )
  })
})

suite('how a migration looks', () => {
  test('every state has a shape of its own', () => {
    const states: readonly MigrationState[] = [
      'applied',
      'pending',
      'failed',
      'rolledBack',
      'editedAfterApply',
      'missingLocally',
      'unreadableLocally',
    ]
    const icons = states.map((state) => migrationText('p', migration('1_a', state)).icon?.id)
    icons.push(migrationText('p', migration('1_a', 'pending', true)).icon?.id)
    assert.equal(new Set(icons).size, icons.length)
  })

  test('a click opens its file, when there is one', () => {
    const uri = 'file:///work/shop/prisma/migrations/1_a/migration.sql'
    assert.equal(migrationText('p', { ...migration('1_a'), uri }).opens, uri)
    assert.equal(migrationText('p', migration('1_a')).opens, undefined)
  })

  test('a folder without Prisma’s timestamp keeps its whole name', () => {
    assert.equal(migrationText('p', migration('0_init')).label, '0_init')
  })
})

suite('the number on the view', () => {
  const behind = environment('staging', { inSync: false, behind: 2 })
  const failed = environment('prod', { inSync: false, migrations: [migration('1_a', 'failed')] })

  test('counts what is behind or failed, and tells of the unknown', () => {
    const report = reportOf(
      ['shop', environment('dev'), behind, failed],
      ['blog', environment('x', unknown('No URL.'))],
    )
    assert.deepEqual(environmentsBadge(report), {
      value: 2,
      tooltip: '2 environments are behind: staging, prod; 1 unknown',
    })
    assert.equal(
      environmentsBadge(reportOf(['shop', behind]))?.tooltip,
      '1 environment is behind: staging',
    )
  })

  test('is absent when everything is in sync, and when nothing is known', () => {
    assert.equal(environmentsBadge(reportOf(['shop', environment('dev')])), undefined)
    assert.equal(
      environmentsBadge(reportOf(['shop', environment('dev', unknown('No URL.'))])),
      undefined,
    )
    assert.equal(environmentsBadge(reportOf()), undefined)
  })
})
