import type { Reason } from './row';

const BY_CODE: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: 'connect',
  ENOTFOUND: 'connect',
  EAI_AGAIN: 'connect',
  EHOSTUNREACH: 'connect',
  EHOSTDOWN: 'connect',
  ENETUNREACH: 'connect',
  ETIMEDOUT: 'connect',
  UND_ERR_CONNECT_TIMEOUT: 'connect',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_HEADERS_OVERFLOW: 'too_large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'protocol',
  // Of undici, where the head of an answer has a status below 100.
  ERR_ASSERTION: 'protocol',
  // What the load generator's own machine has no more of.
  EMFILE: 'generator',
  ENFILE: 'generator',
  EADDRNOTAVAIL: 'generator',
  EADDRINUSE: 'generator',
  ENOBUFS: 'generator',
  ENOMEM: 'generator',
  EAGAIN: 'generator',
  EPERM: 'generator',
};

/** What undici says of a 101 that nobody asked for. */
const SWITCHED = 'bad upgrade';

/** What Node says of a certificate that it does not trust. */
const UNTRUSTED: readonly string[] = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
];

/** The error code of a failed system or HTTP call, its cause's where it has none itself. */
export function errorCode(error: unknown): string | undefined {
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown[] };
  if (typeof code === 'string') return code;
  if (cause instanceof Error) return errorCode(cause);
  return errors?.[0] instanceof Error ? errorCode(errors[0]) : undefined;
}

/** Whether a call failed since the server's certificate is not trusted. */
export const isUntrusted = (error: unknown): boolean => UNTRUSTED.includes(errorCode(error) ?? '');

/** Names the reason of a failed exchange. */
export function reasonOfError(error: unknown): Reason {
  const code = errorCode(error) ?? '';
  const { name, message } = error as Error;
  if (name === 'HTTPParserError' || message === SWITCHED) return 'protocol';
  if (code.startsWith('ERR_SSL') || isUntrusted(error)) return 'tls';
  return BY_CODE[code] ?? 'other';
}

/** Names the reason of an answer by its status; `undefined` for a success. */
export function reasonOfStatus(status: number): Reason | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 429) return 'http_429';
  if (status >= 400 && status < 500) return 'http_4xx';
  return status >= 500 && status < 600 ? 'http_5xx' : 'http_other';
}

/** What an error says of itself, or of the first error that it stands for. */
export function describe(error: Error): string {
  if (errorCode(error) === 'ERR_ASSERTION') return 'an answer with a status that HTTP has not';
  const { errors } = error as { errors?: readonly unknown[] };
  const [first] = errors ?? [];
  return error.message === '' && first instanceof Error ? first.message : error.message;
}
