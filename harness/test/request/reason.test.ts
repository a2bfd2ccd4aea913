import { expect, test } from 'vitest';
import {
  describe,
  errorCode,
  isUntrusted,
  reasonOfError,
  reasonOfStatus,
} from '../../src/request/reason';
import { REASONS, type Reason } from '../../src/request/row';
import { systemError } from './connection';

const CODES: [code: string, reason: Reason][] = [
  ['ECONNREFUSED', 'connect'],
  ['ENOTFOUND', 'connect'],
  ['EAI_AGAIN', 'connect'],
  ['EHOSTUNREACH', 'connect'],
  ['ENETUNREACH', 'connect'],
  ['ETIMEDOUT', 'connect'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connect'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'tls'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
  ['CERT_HAS_EXPIRED', 'tls'],
  ['CERT_NOT_YET_VALID', 'tls'],
  ['CERT_UNTRUSTED', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ['ERR_SSL', 'tls'],
  ['UND_ERR_BODY_TIMEOUT', 'other'],
  ['UND_ERR_HEADERS_OVERFLOW', 'too_large'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'protocol'],
  ['ERR_ASSERTION', 'protocol'],
  ['EHOSTDOWN', 'connect'],
  ['EMFILE', 'generator'],
  ['ENFILE', 'generator'],
  ['EADDRNOTAVAIL', 'generator'],
  ['EADDRINUSE', 'generator'],
  ['ENOBUFS', 'generator'],
  ['ENOMEM', 'generator'],
  ['EAGAIN', 'generator'],
  ['EPERM', 'generator'],
  ['', 'other'],
];

test.each(CODES)('%s is %s', (code, reason) => {
  expect(reasonOfError(systemError(code))).toBe(reason);
  const certificate = reason === 'tls' && !code.startsWith('ERR_SSL');
  expect(isUntrusted(systemError(code))).toBe(certificate);
});

test('the code of an error is its own, else that of its cause, else that of the first of several', () => {
  const reset = systemError('ECONNRESET');
  const refused = systemError('ECONNREFUSED');
  expect(errorCode(Object.assign(new Error('x', { cause: refused }), { code: 'EPIPE' }))).toBe(
    'EPIPE',
  );
  expect(errorCode(new Error('x', { cause: new Error('y', { cause: reset }) }))).toBe('ECONNRESET');
  expect(errorCode(new AggregateError([refused, reset]))).toBe('ECONNREFUSED');
  expect(errorCode(new Error('x', { cause: new AggregateError([reset]) }))).toBe('ECONNRESET');
  expect(errorCode(Object.assign(new Error('x'), { code: 5 }))).toBeUndefined();
  for (const error of [new Error('x'), new Error('x', { cause: 'y' }), new AggregateError([])]) {
    expect(errorCode(error)).toBeUndefined();
    expect(reasonOfError(error)).toBe('other');
  }
});

test('what is no HTTP is told as such, whatever its code', () => {
  const error = Object.assign(systemError('HPE_INVALID_CONSTANT'), { name: 'HTTPParserError' });
  expect(reasonOfError(error)).toBe('protocol');
  expect(reasonOfError(systemError('HPE_INVALID_CONSTANT'))).toBe('other');
});

test.each([
  [0, 'http_other'],
  [199, 'http_other'],
  [200, undefined],
  [299, undefined],
  [300, 'http_other'],
  [399, 'http_other'],
  [400, 'http_4xx'],
  [428, 'http_4xx'],
  [429, 'http_429'],
  [430, 'http_4xx'],
  [499, 'http_4xx'],
  [500, 'http_5xx'],
  [599, 'http_5xx'],
  [600, 'http_other'],
])('the status %i is %s', (status, reason) => {
  expect(reasonOfStatus(status)).toBe(reason);
  expect([undefined, ...REASONS]).toContain(reason);
});

test('what an error says is its own message, else that of the first error that it stands for', () => {
  const first = new Error('first');
  expect(describe(new AggregateError([first], 'all'))).toBe('all');
  expect(describe(new AggregateError([first, new Error('second')], ''))).toBe('first');
  expect(describe(new AggregateError(['text'], ''))).toBe('');
  expect(describe(new AggregateError([], ''))).toBe('');
  expect(describe(new Error(''))).toBe('');
  expect(describe(first)).toBe('first');
});
