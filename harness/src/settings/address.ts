import { printable } from 'kvmini-contract/printable';
import type { Endpoint } from 'kvmini-contract/profile';
import { UsageError } from '../errors';
import { shownText } from './shown';

/** The paths of the two ways of asking, below the API's base path. */
export const ENDPOINT_PATHS: Readonly<Record<Endpoint, string>> = {
  chat: 'chat/completions',
  completions: 'completions',
};

/** What people paste where a base is wanted: whole addresses of the API, the longer ones first. */
const WHOLE: readonly (readonly [ending: string, endpoint: Endpoint | undefined])[] = [
  [`/${ENDPOINT_PATHS.chat}`, 'chat'],
  [`/${ENDPOINT_PATHS.completions}`, 'completions'],
  ['/models', undefined],
];

/** Where a server is, taken apart. */
export interface ServerAddress {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path without a slash at its end, and without what names an endpoint. */
  readonly path: string;
  /** Query with its `?`, or nothing. */
  readonly search: string;
  /** Whether an endpoint stood behind the path, which is then the API's own base. */
  readonly whole: boolean;
  /** The way of asking that stood behind the path. */
  readonly endpoint?: Endpoint;
}

/** Takes an address apart: a base with any path and query, or the whole address of an endpoint. */
export function takeApart({ origin, pathname, search }: URL): ServerAddress {
  const path = pathname.replace(/\/+$/, '');
  const [ending, endpoint] = WHOLE.find(([each]) => path.endsWith(each)) ?? [];
  if (ending === undefined) return { origin, path, search, whole: false };
  const base = path.slice(0, -ending.length).replace(/\/+$/, '');
  const about = { origin, path: base, search, whole: true };
  return endpoint === undefined ? about : { ...about, endpoint };
}

/**
 * Reads `--url`.
 *
 * @throws UsageError where it is no address of HTTP or has credentials in front of its host
 */
export function readAddress(text: string): URL {
  const url = readUrl('--url', text, 'http://host:8000');
  if (url.username || url.password) {
    throw new UsageError(
      '--url: expected no name and password in it; name the environment variable that holds a key with --api-key-env, or a header with --header-env',
    );
  }
  return url;
}

/**
 * Reads `--proxy`, which may hold a name and password.
 *
 * @throws UsageError where it is no address of HTTP
 */
export const readProxy = (text: string): URL => readUrl('--proxy', text, 'http://proxy:3128');

function readUrl(flag: string, text: string, example: string): URL {
  if (!URL.canParse(text)) {
    throw new UsageError(
      `${flag}: expected an address like ${example}, found "${shownText(text)}"`,
    );
  }
  const url = new URL(text);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new UsageError(
    `${flag}: expected http or https, found "${printable(url.protocol.slice(0, -1))}"`,
  );
}
