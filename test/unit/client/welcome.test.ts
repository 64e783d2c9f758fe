import assert from 'node:assert/strict'
import type { KnownState } from '../../../client/src/knownState.js'
import { environmentsWelcome, plansWelcome } from '../../../client/src/views/welcome.js'
import { environment, reportOf } from './environmentReports.js'
import { projectState } from './projectStates.js'

const open = { hasFolder: true, isTrusted: true }
const running = { server: 'running', projects: [projectState()] } as const satisfies KnownState
const noPlans = { projects: [{ project: 'file:///work/shop', name: 'shop', plans: [] }] }
const shop = (configured: boolean) => ({
  projects: reportOf(['shop']).projects.map((project) => ({ ...project, configured })),
})

suite('why a view is empty', () => {
  test('no folder is open', () => {
    const closed = { hasFolder: false, isTrusted: true }
    assert.equal(environmentsWelcome(running, closed), 'noFolder')
    assert.equal(plansWelcome(running, closed), 'noFolder')
  })

  test('the workspace is not trusted: no environment is read, plans are', () => {
    const restricted = { hasFolder: true, isTrusted: false }
    assert.equal(environmentsWelcome(running, restricted), 'untrusted')
    assert.equal(plansWelcome({ ...running, plans: noPlans }, restricted), 'noPlans')
  })

  test('the server has stopped', () => {
    assert.equal(environmentsWelcome({ server: 'stopped' }, open), 'stopped')
    assert.equal(plansWelcome({ server: 'stopped' }, open), 'stopped')
  })

  test('there is no Prisma project', () => {
    const state = { server: 'running', projects: [], environments: reportOf() } as const
    assert.equal(environmentsWelcome(state, open), 'noProject')
    assert.equal(plansWelcome(state, open), 'noProject')
  })

  test('the projects are of a kind that is left alone', () => {
    const state = { ...running, projects: [projectState({ status: 'unsupported' })] }
    assert.equal(environmentsWelcome(state, open), 'unsupported')
    assert.equal(plansWelcome(state, open), 'unsupported')
  })

  test('there is no concertina.json, or one without environments', () => {
    assert.equal(
      environmentsWelcome({ ...running, environments: shop(false) }, open),
      'notConfigured',
    )
    assert.equal(
      environmentsWelcome({ ...running, environments: shop(true) }, open),
      'noEnvironments',
    )
  })

  test('it is not empty, or nobody knows yet', () => {
    assert.equal(environmentsWelcome({ server: 'starting' }, open), 'none')
    assert.equal(environmentsWelcome(running, open), 'none')
    assert.equal(plansWelcome(running, open), 'none')
    const environments = reportOf(['shop', environment('dev')])
    assert.equal(environmentsWelcome({ ...running, environments }, open), 'none')
  })
})
