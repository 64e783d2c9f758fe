import assert from 'node:assert/strict'
import {
  childNodes,
  rootNodes,
  type EnvironmentNode,
} from '../../../client/src/environments/environmentNodes.js'
import { environmentNodeText } from '../../../client/src/environments/environmentText.js'
import { environment, migration, reportOf, unknown } from './environmentReports.js'

const now = new Date('2026-11-20T12:03:00.000Z')

/** A tree as its labels and descriptions, indented. */
function drawn(nodes: readonly EnvironmentNode[], depth = 0): string[] {
  return nodes.flatMap((node) => {
    const { label, description } = environmentNodeText(node, now)
    const line = `${'  '.repeat(depth)}${[label, description].filter((text) => text !== undefined).join(' | ')}`
    return [line, ...drawn(childNodes(node), depth + 1)]
  })
}

suite('the tree of environments', () => {
  test('puts what needs a look first and folds the rest', () => {
    const prod = environment('prod', {
      inSync: false,
      behind: 3,
      summary: '1 failed, 3 pending',
      migrations: [
        migration('20260101000000_init'),
        migration('20260102000000_add_carts'),
        migration('20260103000000_late', 'pending', true),
        migration('20260104000000_rolled', 'rolledBack'),
        migration('20260105000000_edited', 'editedAfterApply'),
        migration('20260106000000_gone', 'missingLocally'),
        migration('20260107000000_odd', 'unreadableLocally'),
        migration('20260108000000_next', 'pending'),
        migration('20260109000000_broken', 'failed'),
      ],
    })
    assert.deepEqual(drawn(rootNodes(reportOf(['shop', prod]))), [
      'prod | 1 failed, 3 pending · 3 minutes ago',
      '  broken | failed · 20260109000000',
      '  edited | edited after it was applied · 20260105000000',
      '  gone | missing here · 20260106000000',
      '  odd | unreadable here · 20260107000000',
      '  late | pending, out of order · 20260103000000',
      '  next | pending · 20260108000000',
      '  rolled | rolled back · 20260104000000',
      '  2 applied',
      '    add_carts | 20260102000000',
      '    init | 20260101000000',
    ])
  })

  test('says of an unknown environment why, and how old the last answer is', () => {
    const silent = unknown('db:5432 did not answer within 10 seconds.', {
      readAt: '2026-11-18T12:00:00.000Z',
      summary: 'in sync',
    })
    const never = unknown('No URL is known.')
    assert.deepEqual(
      drawn(rootNodes(reportOf(['shop', environment('prod', silent), environment('demo', never)]))),
      [
        'prod | unknown · last answer 2 days ago',
        '  db:5432 did not answer within 10 seconds.',
        'demo | unknown · No URL is known.',
        '  No URL is known.',
      ],
    )
  })

  test('groups by project as soon as there are two', () => {
    assert.deepEqual(drawn(rootNodes(reportOf(['shop', environment('dev')], ['blog']))), [
      'shop',
      '  dev | in sync · 3 minutes ago',
      '    No migrations',
      'blog',
      '  No concertina.json',
    ])
  })

  test('is empty without any environment, so that the welcome shows', () => {
    assert.deepEqual(rootNodes(reportOf()), [])
    assert.deepEqual(rootNodes(reportOf(['shop'], ['blog'])), [])
  })

  test('tells a deploy under way before everything else', () => {
    const busy = environment('dev', { deployUnderWay: 'A deploy is under way.' })
    assert.deepEqual(drawn(rootNodes(reportOf(['shop', busy]))).slice(1), [
      '  A deploy is under way.',
      '  No migrations',
    ])
  })

  test('gives every node an id of its own, the same after a refresh', () => {
    const one = () =>
      environment('dev', { migrations: [migration('1_a', 'pending'), migration('1_b')] })
    const report = () =>
      reportOf(['shop', one(), environment('prod', unknown('No URL.'))], ['blog'])
    const ids = idsOf(rootNodes(report()))
    assert.equal(new Set(ids).size, ids.length)
    assert.deepEqual(idsOf(rootNodes(report())), ids)
  })
})

function idsOf(nodes: readonly EnvironmentNode[]): string[] {
  return nodes.flatMap((node) => [environmentNodeText(node, now).id, ...idsOf(childNodes(node))])
}
