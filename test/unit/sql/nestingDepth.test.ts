import assert from 'node:assert/strict'
import { nestingDepth } from '../../../server/src/sql/nestingDepth.js'

suite('how deep calls and CASE are nested', () => {
  const depths: Readonly<Record<string, number>> = {
    'SELECT 1': 0,
    'SELECT 2 * (((1)))': 0,
    'SELECT (((1)))': 1,
    'SELECT lower("a"), upper("b")': 1,
    'SELECT lower(trim("name"))': 2,
    'SELECT "f"((g((1))))': 2,
    'SELECT CASE WHEN a THEN CASE WHEN b THEN f(1) END END, f(1)': 3,
    'SELECT f(CASE WHEN a THEN 1 END, CASE WHEN b THEN 2 END)': 2,
    "SELECT 'f(f(f(' -- f(f(": 0,
    'BEGIN; END; ) ) END': 0,
    'SELECT f(CASE ) END': 2,
  }
  for (const [text, depth] of Object.entries(depths)) {
    test(`${depth} in ${text}`, () => assert.equal(nestingDepth(text), depth))
  }
})
