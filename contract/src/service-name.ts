import type { KserveKind } from './kserve';

/** What `--service` may name. */
export type ServiceKind = KserveKind | 'Service';

/** A target as `--service` names it. */
export interface ServiceName {
  /** Absent where only a name was given: then all kinds are looked through. */
  readonly kind?: ServiceKind;
  readonly name: string;
  /** Of a Service: number or name. */
  readonly port?: string;
}

/** Names of kinds as kubectl takes them. */
const KINDS: Readonly<Record<string, ServiceKind>> = {
  isvc: 'InferenceService',
  inferenceservice: 'InferenceService',
  inferenceservices: 'InferenceService',
  llmisvc: 'LLMInferenceService',
  llminferenceservice: 'LLMInferenceService',
  llminferenceservices: 'LLMInferenceService',
  svc: 'Service',
  service: 'Service',
  services: 'Service',
};

/** Names of Services and namespaces. @see https://www.rfc-editor.org/rfc/rfc1123 */
export const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** Names of a Service's ports. */
const PORT_NAME = /^(?=.{1,63}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;
const HIGHEST_PORT = 65_535;

const A_NAME =
  'expected a DNS label of at most 63 characters (a-z, 0-9 and "-", a letter or digit at both ends), or isvc/NAME, llmisvc/NAME, svc/NAME:PORT';

const isPort = (text: string): boolean =>
  /^\d+$/.test(text) ? Number(text) >= 1 && Number(text) <= HIGHEST_PORT : PORT_NAME.test(text);

/**
 * Reads `--service`: a name, `isvc/NAME`, `llmisvc/NAME` or `svc/NAME:PORT`.
 *
 * @returns what is wrong with it where it can't be read, as "expected …" without what was found
 */
export function readServiceName(text: string): ServiceName | string {
  const [, kindText, rest = '', port] = /^(?:([^/]*)\/)?([^/:]*)(?::([^/]*))?$/.exec(text) ?? [];
  const kind =
    kindText === undefined ? undefined : KINDS[kindText.toLowerCase().split('.')[0] ?? ''];
  if ((kindText !== undefined && !kind) || !LABEL.test(rest)) return A_NAME;
  if (port === undefined) return kind ? { kind, name: rest } : { name: rest };
  if (kind !== 'Service') return `expected no port but behind a Service, as in svc/${rest}:PORT`;
  if (!isPort(port)) return `expected a port from 1 to ${HIGHEST_PORT} or its name`;
  return { kind, name: rest, port };
}
