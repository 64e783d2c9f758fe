import assert from 'node:assert/strict'
import {
  absoluteRow,
  megabytes,
  milliseconds,
  ratioRow,
  unmeasuredRow,
} from '../../../bench/row.js'
import { printedTable } from '../../../bench/table.js'

suite('rows of the benchmarks', () => {
  const opening = (value: number) =>
    absoluteRow({
      what: 'open',
      project: 'shop',
      value,
      format: milliseconds,
      target: { atMost: 1500 },
    })

  test('a figure on its target meets it, one above it does not', () => {
    assert.equal(opening(1500).verdict, 'met')
    assert.equal(opening(1500.1).verdict, 'not met')
    assert.equal(opening(3000).ratio, '2.00')
  })

  test('a figure without a target has no verdict', () => {
    const { verdict, target } = absoluteRow({ what: 'size', value: 12e6, format: megabytes })
    assert.deepEqual([verdict, target], ['', ''])
  })

  test('two figures are judged by their quotient', () => {
    const beside = (value: number) =>
      ratioRow({
        what: 'replay ÷ keystroke',
        project: 'shop',
        value,
        beside: 50,
        format: milliseconds,
        target: { atLeast: 100 },
      })
    assert.equal(beside(5000).verdict, 'met')
    assert.equal(beside(4999).verdict, 'not met')
    assert.equal(beside(5000).ratio, '100 ×')
    assert.equal(beside(75).ratio, '1.50 ×')
  })

  test('what was not measured says so and is no success', () => {
    assert.equal(unmeasuredRow('memory', 'shop', 'not measured here').verdict, 'not measured')
  })

  test('the table has one line for each row, and its columns line up', () => {
    const rows = [opening(900), unmeasuredRow('memory', 'shop', 'not measured here')]
    const lines = printedTable(rows).split('\n')
    assert.equal(lines.length, 4)
    assert.equal(new Set(lines.map((line) => line.length)).size, 1)
    assert.match(lines[2] ?? '', /open .*900 ms .*≤ 1500 ms .*0\.60 .*met/)
  })
})
