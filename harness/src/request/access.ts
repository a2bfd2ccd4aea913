import { isIP } from 'node:net';
import type { Headers } from './headers';
import { type HeaderSettings, readHeaders } from './headers';
import { readTls, type TlsOptions, type TlsSettings } from './tls';

/** What it takes to reach the target, for the probe as for the load. */
export interface Access {
  /** Headers of every request; their values are shown and written nowhere. */
  readonly headers: Headers;
  readonly tls: TlsOptions;
  /** Address of a proxy; without one, none is used, whatever `HTTP_PROXY` says. */
  readonly proxy?: URL | undefined;
}

/** Nothing but the address. */
export const PLAIN_ACCESS: Access = { headers: {}, tls: { rejectUnauthorized: true } };

/** The settings that {@link Access} is made of. */
export type AccessSettings = HeaderSettings & TlsSettings & { readonly proxy?: string | undefined };

/**
 * Reads keys, headers and certificates from where the settings say they are.
 *
 * @throws UsageError before anything is sent
 */
export function readAccess(settings: AccessSettings, env: NodeJS.ProcessEnv): Access {
  const headers = readHeaders(settings, env);
  return {
    headers,
    tls: { ...readTls(settings), ...serverName(headers) },
    ...(settings.proxy === undefined ? {} : { proxy: new URL(settings.proxy) }),
  };
}

/** Behind a gateway the Host header says which server is meant, to TLS as well. */
function serverName({ host }: Headers): { readonly servername?: string } {
  const name = host?.replace(/:\d+$/, '') ?? '';
  return name === '' || name.startsWith('[') || isIP(name) !== 0 ? {} : { servername: name };
}
