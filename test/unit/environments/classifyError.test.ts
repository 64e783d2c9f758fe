import assert from 'node:assert/strict'
import { classifyError, isForeignProtocol } from '../../../server/src/environments/classifyError.js'
import type {
  ConnectionEvidence,
  FailureReason,
} from '../../../server/src/environments/connectionFailure.js'

const connecting: ConnectionEvidence = {
  server: 'db:5432',
  stage: 'connecting',
  tls: false,
  closed: false,
  garbled: false,
}
const working: ConnectionEvidence = { ...connecting, stage: 'working' }

suite('what an error of a connection means', () => {
  const states: readonly (readonly [string, FailureReason])[] = [
    ['28P01', 'authentication-failed'],
    ['28000', 'authentication-failed'],
    ['3D000', 'no-such-database'],
    ['42501', 'permission-denied'],
    ['53300', 'too-many-connections'],
    ['57P03', 'starting-up'],
    ['57014', 'timed-out'],
    ['25P03', 'timed-out'],
    ['55P03', 'locked'],
    ['25006', 'write-refused'],
    ['57P01', 'disconnected'],
    ['08006', 'disconnected'],
    ['42P01', 'query-failed'],
    ['XX000', 'query-failed'],
  ]
  for (const [code, because] of states) {
    test(`SQLSTATE ${code} is ${because}`, () => check(coded(code), working, because, code))
  }

  for (const code of [
    'ENOTFOUND',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ETIMEDOUT',
    'EPIPE',
    'ENOENT',
  ]) {
    test(`${code} while connecting is unreachable`, () =>
      check(coded(code), connecting, 'unreachable', code))
  }

  test('a reset in the middle of the work is a lost connection', () =>
    check(coded('ECONNRESET'), working, 'disconnected', 'ECONNRESET'))

  for (const code of [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'EPROTO',
  ]) {
    test(`${code} is a failure of TLS`, () =>
      check(coded(code), { ...connecting, tls: true }, 'tls-failed', code))
  }

  test('a plain "no" to TLS is a failure of TLS', () =>
    check(
      new Error(),
      { ...connecting, tls: true, firstBytes: bytes('N'), closed: true },
      'tls-failed',
    ))

  test('an error in answer to the question for TLS is a server that takes no connection', () =>
    check(
      new Error(),
      { ...connecting, tls: true, firstBytes: bytes('E\0\0\0\x50') },
      'unreachable',
    ))

  test('a message that is not of the protocol is not PostgreSQL, whatever the error', () =>
    check(new RangeError(), { ...connecting, garbled: true }, 'not-postgres'))

  test('an end before any answer is unreachable', () =>
    check(new Error(), { ...connecting, closed: true }, 'unreachable'))

  test('an end while the server asks for the password is a sign-in that cannot go on', () =>
    check(
      new Error(),
      { ...connecting, firstBytes: bytes('R\0\0\0\x17') },
      'authentication-failed',
    ))

  test('an error without a code on a closed connection is a lost connection', () =>
    check(new Error(), { ...working, closed: true }, 'disconnected'))

  test('an error that has nothing to do with the connection is not hidden', () => {
    assert.equal(classifyError(new TypeError('a bug'), working), undefined)
    assert.equal(classifyError('not even an error', working), undefined)
  })

  test('without TLS a refused sign-in mentions that the server may demand it', () => {
    assert.match(classifyError(coded('28000'), connecting)?.say ?? '', /sslmode=require/)
    assert.doesNotMatch(
      classifyError(coded('28000'), { ...connecting, tls: true })?.say ?? '',
      /sslmode/,
    )
  })
})

suite('first bytes of a server', () => {
  test('PostgreSQL answers with a message of its protocol', () => {
    assert.equal(isForeignProtocol(bytes('R\0\0\0\x08'), false), false)
    assert.equal(isForeignProtocol(bytes('E\0\0\0\x70'), false), false)
    assert.equal(isForeignProtocol(bytes('S'), true), false)
    assert.equal(isForeignProtocol(bytes('N'), true), false)
  })

  test('HTTP, SSH, MySQL and a TLS-only port are not PostgreSQL', () => {
    assert.equal(isForeignProtocol(bytes('HTTP/1.1 400'), false), true)
    assert.equal(isForeignProtocol(bytes('SSH-2.0-OpenSSH'), false), true)
    assert.equal(isForeignProtocol(bytes('J\0\0\0\n8.0.36'), false), true)
    assert.equal(isForeignProtocol(bytes('\x15\x03\x01\0\x02'), false), true)
    assert.equal(isForeignProtocol(bytes('H'), true), true)
  })

  test('no bytes say nothing', () => assert.equal(isForeignProtocol(bytes(''), false), false))
})

function check(
  error: unknown,
  evidence: ConnectionEvidence,
  because: FailureReason,
  code?: string,
): void {
  const result = classifyError(error, evidence)
  assert.equal(result?.because, because)
  assert.equal(result?.code, code)
  assert.match(result?.say ?? '', /db:5432/)
}

/** As node-postgres and Node throw them; their messages can hold anything. */
function coded(code: string): Error {
  return Object.assign(new Error('secret text of the server'), { code })
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}
