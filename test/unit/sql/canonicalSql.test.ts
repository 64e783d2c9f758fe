import assert from 'node:assert/strict'
import { canonicalSql, sameSql } from '../../../server/src/sql/canonicalSql.js'

suite('canonical SQL', () => {
  test('white space, comments, the case of words and a last semicolon do not count', () =>
    assert.equal(
      canonicalSql('alter  TABLE "A"\r\n -- why\nADD COLUMN /* x */ Name TEXT ; ;'),
      'alter table "A" add column name text',
    ))

  test('quoted names keep their case', () =>
    assert.equal(sameSql('SELECT "a"', 'SELECT "A"'), false))

  test('strings keep their case and their spaces', () =>
    assert.equal(sameSql("SELECT 'a  b'", "SELECT 'a b'"), false))

  test('strings in two parts are the same wherever the line ends are', () => {
    assert.equal(sameSql("SELECT 'a' -- it's\n 'b'", "SELECT 'a'\r\n'b'"), true)
    assert.equal(sameSql("SELECT e'a\\'\n'", "SELECT E'a\\'\n'"), true)
    assert.equal(sameSql("SELECT 'a'\n'b'", "SELECT 'a' 'b'"), false)
  })

  test('dollar quotes keep what is in them', () => {
    assert.equal(sameSql('DO $$a$$', 'do $$a$$'), true)
    assert.equal(sameSql('DO $$a$$', 'DO $$A$$'), false)
  })

  test('only the letters A to Z are folded, as PostgreSQL folds them', () =>
    assert.equal(sameSql('SELECT É', 'SELECT é'), false))

  test('comments alone are nothing', () => assert.equal(canonicalSql('-- a\n/* b */'), ''))
})
