/** What Kubernetes 1.37 takes and refuses, on both sides of each limit: for the rules here, and for a real API server. */
import { CLAIMS } from './claims';
import { CONTAINERS } from './containers';
import { ENVIRONMENT } from './environment';
import { METADATA } from './metadata';
import { NETWORK } from './network';
import { OBJECTS } from './objects';
import { PORTS } from './ports';
import { SCHEDULING } from './scheduling';
import { SECURITY } from './security';
import { SERVICE } from './service';
import { VOLUMES } from './volumes';

/** One topic: what is accepted in a place, and what is refused there, with each issue that is expected as `code path`. */
export interface Cases {
  readonly topic: string;
  /** The values with something in the place. */
  readonly at: (value: never) => unknown;
  readonly accepted: readonly unknown[];
  readonly refused: readonly (readonly [value: unknown, ...issues: readonly string[]])[];
}

export const KUBERNETES_CASES: readonly Cases[] = [
  ...CLAIMS,
  ...CONTAINERS,
  ...ENVIRONMENT,
  ...METADATA,
  ...OBJECTS,
  ...PORTS,
  ...SCHEDULING,
  ...NETWORK,
  ...SECURITY,
  ...SERVICE,
  ...VOLUMES,
];
