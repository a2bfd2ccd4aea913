import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, type Dispatcher } from 'undici';
import { RunError } from '../errors';
import type { Access } from '../request/access';
import { openByProxy } from '../request/proxy';
import { describe, errorCode, isUntrusted } from '../request/reason';
import { takeApart } from '../settings/address';
import { shownAddress, shownText } from '../settings/shown';
import { choose, isEnough, type Tried } from './choose';
import { askForModels } from './model-list';
import { type Address, basePaths, type Target } from './target';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Less than a whole answer may take: nobody to connect to is another matter than a list that does not come. */
const CONNECT_WITHIN_MS = 9_000;
const TRUST =
  'name a file with the certificate of its authority with --ca-file, or skip certificate verification with --insecure';
/** How a connection ends whose other side wants a certificate: with TLS 1.3 after the handshake, mostly without a word. */
const CLOSED = /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|UND_ERR_SOCKET|ECONNRESET/;
const IDENTITY =
  'where the server asks for a certificate, name its files with --client-cert and --client-key';

/** How to wait for a target. */
export interface ProbeOptions {
  readonly model: string | undefined;
  readonly access: Access;
  /** How often to try again after the first time. */
  readonly retries: number;
  readonly signal: AbortSignal;
  /** Told before each pause. */
  readonly waiting: (problem: string, pauseMs: number) => void;
}

/**
 * Waits until a server answers, and finds its path and model.
 *
 * @throws RunError where it does not answer after all retries, is not trusted, refuses the key, or has another model
 */
export async function waitForTarget(address: Address, options: ProbeOptions): Promise<Target> {
  for (let attempt = 0; ; attempt++) {
    const found = await tryOnce(address, options);
    if (typeof found !== 'string') return found;
    if (attempt >= options.retries) throw noAnswer(address, options.retries, found);
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
    options.waiting(found, pause);
    await sleep(pause, undefined, { signal: options.signal });
  }
}

function noAnswer({ url, from }: Address, retries: number, problem: string): RunError {
  const times = retries === 0 ? 'once' : `${retries + 1} times`;
  return new RunError(
    `${url.origin} (from ${from}) did not answer as an OpenAI-compatible server, asked ${times}: ${problem}`,
  );
}

/** A target, or what is wrong as long as there is none. */
async function tryOnce(address: Address, options: ProbeOptions): Promise<Target | string> {
  const dispatcher = openDispatcher(address.url.origin, options.access);
  try {
    return await look(address, options, dispatcher);
  } catch (error) {
    if (error instanceof RunError || options.signal.aborted) throw error;
    const code = errorCode(error) ?? 'error';
    const problem = shownText(`${code}: ${describe(error as Error)}`);
    if (isUntrusted(error)) throw new RunError(`${address.url.origin}: ${problem}; ${TRUST}`);
    const isSecure = address.url.protocol === 'https:';
    return isSecure && CLOSED.test(code) ? `${problem}; ${IDENTITY}` : problem;
  } finally {
    await dispatcher.destroy();
  }
}

/** Opens connections to a server as its access says. */
export function openDispatcher(origin: string, { tls, proxy }: Access): Dispatcher {
  const connectTimeoutMs = CONNECT_WITHIN_MS;
  if (proxy) return openByProxy(origin, proxy, { tls, connectTimeoutMs });
  return new Agent({ connect: { ...tls, timeout: connectTimeoutMs } });
}

async function look(
  { url, from }: Address,
  { model: wanted, access, signal }: ProbeOptions,
  dispatcher: Dispatcher,
): Promise<Target | string> {
  const { origin, search } = takeApart(url);
  const { headers } = access;
  const tried: Tried[] = [];
  let server: string | null = null;
  for (const path of basePaths(url)) {
    const address = `${origin}${path}/models${search}`;
    const answer = await askForModels(address, { headers, dispatcher, signal });
    server = answer.server ?? server;
    tried.push({ path, address: shownAddress(address), listing: answer.listing });
    if (isEnough(answer.listing, wanted)) break;
  }
  const choice = choose(tried, wanted, headers);
  if (typeof choice === 'string') return choice;
  const { path: basePath, model, notes } = choice;
  return { origin, basePath, search, model, asked: url.href, from, server, notes };
}
