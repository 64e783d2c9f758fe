import assert from 'node:assert/strict'
import type { KnownState } from '../../../client/src/knownState.js'
import { projectOf } from '../../../client/src/knownState.js'
import { statusText, worstProject } from '../../../client/src/status/statusText.js'
import { projectState } from './projectStates.js'

const running: KnownState = { server: 'running', projects: [] }

suite('the language status', () => {
  test('counts what was found and what is pending, and leads to the SQL', () => {
    const project = projectState({
      findings: { error: 1, warning: 2, information: 4, hint: 0 },
      pendingStatements: 3,
      postgres: 'PostgreSQL 18.6',
    })
    assert.deepEqual(statusText(running, project), {
      text: 'Concertina: 1 error, 2 warnings, 3 pending statements',
      say: 'All is checked.',
      severity: 'information',
      busy: false,
      command: 'concertina.showPendingSql',
      versions: 'Prisma 7.10.0, PostgreSQL 18.6',
    })
  })

  test('without anything pending it leads nowhere', () => {
    const status = statusText(running, projectState())
    assert.equal(status.text, 'Concertina: nothing pending')
    assert.equal(status.command, undefined)
  })

  test('is busy while it works and while the server starts', () => {
    assert.equal(statusText(running, projectState({ status: 'working' })).busy, true)
    assert.equal(statusText({ server: 'starting' }, undefined).busy, true)
  })

  test('what was not checked never looks checked', () => {
    for (const status of ['waiting', 'unsupported', 'failed'] as const) {
      const shown = statusText(running, projectState({ status, say: 'It could not be.' }))
      assert.notEqual(shown.severity, 'information')
      assert.match(shown.text, /waiting|not/)
      assert.equal(shown.detail, 'It could not be.')
    }
    assert.equal(statusText(running, undefined).text, 'Concertina: not checked')
  })

  test('a server that has stopped can be started again from there', () => {
    const status = statusText({ server: 'stopped' }, undefined)
    assert.equal(status.severity, 'error')
    assert.equal(status.command, 'concertina.restartServer')
  })

  test('without a document the project that is worst off speaks', () => {
    const failed = projectState({ status: 'failed' })
    const waiting = projectState({ status: 'waiting' })
    assert.equal(worstProject([projectState(), waiting, failed]), failed)
    assert.equal(worstProject([]), undefined)
  })
})

suite('the project of a document', () => {
  const outer = projectState({ project: 'file:///work', schemaUris: [] })
  const inner = projectState({
    project: 'file:///work/shop',
    schemaUris: ['file:///shared/x.prisma'],
  })
  const exactly = (uri: string) => uri

  test('is the one that names it', () => {
    assert.equal(projectOf([outer, inner], 'file:///shared/x.prisma', exactly), inner)
  })

  test('is else the innermost folder that holds it', () => {
    assert.equal(projectOf([outer, inner], 'file:///work/shop/a.sql', exactly), inner)
    assert.equal(projectOf([outer, inner], 'file:///work/shopping/a.sql', exactly), outer)
    assert.equal(projectOf([outer, inner], 'file:///other/a.sql', exactly), undefined)
  })

  test('compares uris in one way of writing', () => {
    const windows = projectState({ project: 'file:///C:/shop', schemaUris: [] })
    const normal = (uri: string) => uri.toLowerCase().replace('%3a', ':')
    assert.equal(projectOf([windows], 'file:///c%3A/shop/a.sql', normal), windows)
  })
})
