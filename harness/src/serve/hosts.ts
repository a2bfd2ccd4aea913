import { isIP } from 'node:net';
import { UsageError } from '../errors';

/** A name as DNS has it; `*.` in front stands for any name below. */
const NAME = /^(\*\.)?[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?(\.[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?)*$/;

/** Whether a host of a request is one that the pages are for. */
export type Hosts = (host: string | undefined) => boolean;

/** The Service in front of the pod. */
export interface OwnService {
  readonly service: string;
  readonly namespace: string;
}

/**
 * The hosts that a page may be asked for by.
 *
 * A page of any site can have a browser ask for its own name at this address (DNS rebinding), and read what comes back:
 * so only IP addresses, localhost, the names of the Service and those that the user allows are answered.
 *
 * @param allowed more names, `*.example.com` for all below one
 * @throws UsageError where one is no name, with all of them
 */
export function expectedHosts(own: OwnService | undefined, allowed: readonly string[]): Hosts {
  const wrong = allowed.filter((name) => !NAME.test(name.toLowerCase()));
  if (wrong.length > 0) {
    const found = wrong.map((each) => JSON.stringify(each)).join(', ');
    throw new UsageError(
      `--allowed-hosts: expected names such as kvmini.example.com or *.example.com, without port, found ${found}`,
    );
  }
  const all = [...allowed.map((name) => name.toLowerCase()), ...(own ? namesOf(own) : [])];
  const names = new Set(['localhost', ...all.filter((name) => !name.startsWith('*.'))]);
  const ends = all.filter((name) => name.startsWith('*.')).map((name) => name.slice(1));
  return (host) => {
    // HTTP/1.0 has no Host; no browser speaks it.
    if (host === undefined) return true;
    const name = withoutPort(host.toLowerCase());
    if (name === undefined) return false;
    return isIP(name) !== 0 || names.has(name) || ends.some((end) => name.endsWith(end));
  };
}

function namesOf({ service, namespace }: OwnService): string[] {
  const inNamespace = `${service}.${namespace}`;
  return [service, inNamespace, `${inNamespace}.svc`, `${inNamespace}.svc.cluster.local`];
}

/** The name in a Host header, without port, brackets and the dot at its end. */
function withoutPort(host: string): string | undefined {
  const [, six, name] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::\d*)?$/.exec(host) ?? [];
  return six ?? name?.replace(/\.$/, '');
}
