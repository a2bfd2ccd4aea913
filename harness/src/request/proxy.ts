import { buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici';
import { passOverContinue } from './continue';
import type { TlsOptions } from './tls';

/** How connections to the target are made. */
export interface ConnectionOptions {
  /** Address of a proxy, with name and password where it asks for them. */
  readonly proxy?: URL | undefined;
  readonly tls: TlsOptions;
  /** Milliseconds until a connection is given up. */
  readonly connectTimeoutMs: number;
  /** Connections at most. */
  readonly connections?: number;
}

/**
 * Opens connections to a target by way of a proxy: a tunnel (CONNECT) where the target speaks TLS,
 * else requests that name the whole address, as proxies want plain HTTP.
 */
export function openByProxy(origin: string, proxy: URL, options: ConnectionOptions): Dispatcher {
  return origin.startsWith('https:')
    ? tunnel(origin, proxy, options)
    : forward(origin, proxy, options);
}

const limits = ({ connections }: ConnectionOptions) => ({
  ...(connections === undefined ? {} : { connections }),
  ...{ pipelining: 1, headersTimeout: 0, bodyTimeout: 0 },
});

/** The proxy has a name of its own. */
function toProxy({ servername: _, ...tls }: TlsOptions): TlsOptions {
  return tls;
}

function tunnel(origin: string, proxy: URL, options: ConnectionOptions): Dispatcher {
  const timeout = options.connectTimeoutMs;
  const token = credentials(proxy);
  const agent = new ProxyAgent({
    uri: proxy.origin,
    ...(token === undefined ? {} : { token }),
    requestTls: { ...options.tls, timeout },
    proxyTls: { ...toProxy(options.tls), timeout },
    ...limits(options),
  });
  return agent.compose((dispatch) => (asked, handler) => dispatch({ ...asked, origin }, handler));
}

function forward(origin: string, proxy: URL, options: ConnectionOptions): Dispatcher {
  const connector = buildConnector({ ...toProxy(options.tls), timeout: options.connectTimeoutMs });
  const connect = passOverContinue(connector);
  const pool = new Pool(proxy.origin, { ...limits(options), connect });
  const token = credentials(proxy);
  const own = {
    host: new URL(origin).host,
    ...(token === undefined ? {} : { 'proxy-authorization': token }),
  };
  return pool.compose((dispatch) => (asked, handler) => {
    const headers = { ...own, ...(asked.headers as Record<string, string> | undefined) };
    return dispatch({ ...asked, path: `${origin}${asked.path}`, headers }, handler);
  });
}

function credentials({ username, password }: URL): string | undefined {
  if (username === '') return undefined;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
