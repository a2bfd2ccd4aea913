import { safeParse } from 'kvmini-contract/parse';
import { printable } from 'kvmini-contract/printable';
import * as z from 'zod/mini';

const port = z.object({
  name: z.optional(z.string()),
  port: z.number(),
  protocol: z.optional(z.string()),
  appProtocol: z.optional(z.string()),
  targetPort: z.optional(z.union([z.number(), z.string()])),
});
const service = z.object({
  spec: z.object({
    type: z.optional(z.string()),
    clusterIP: z.optional(z.string()),
    selector: z.optional(z.record(z.string(), z.string())),
    ports: z._default(z.array(port), []),
  }),
});

type Port = z.output<typeof port>;

/** What of a Service decides where its requests go. */
export type ServiceSpec = z.output<typeof service>['spec'];

/** Reads a Service as the Kubernetes API answers; `undefined` where it is none. */
export const serviceSpec = (body: unknown): ServiceSpec | undefined =>
  safeParse(service, body).data?.spec;

/** Where a Service is asked. */
export interface ServicePort {
  readonly scheme: 'http' | 'https';
  /** A number, or the name of a port of the pods, which only they know. */
  readonly port: number | string;
  /** For people: `port 8000`, or `headless, port 8080 of its pods`. */
  readonly what: string;
}

/** Names of ports that speak HTTP, the surest first; ports of metrics are called `http-…`, too. */
const HTTP = [/^(?:https?|h2c?|http[12]|kserve)$/, /^http(?!.*(?:metric|admin|health|queue))/];
const SECURE_PORTS = [443, 8443];

const isTcp = ({ protocol = 'TCP' }: Port) => protocol === 'TCP';
const shown = ({ name, port: number }: Port) =>
  name === undefined ? `${number}` : `${number} (${name})`;

/** The port that speaks HTTP, else the first. */
function anyPort(ports: readonly Port[]): Port | undefined {
  const speaks = (pattern: RegExp) => (each: Port) =>
    pattern.test(each.name ?? '') || pattern.test(each.appProtocol ?? '');
  const named = HTTP.map((pattern) => ports.find(speaks(pattern)));
  return named.find((each) => each !== undefined) ?? ports[0];
}

/** A port by its number or name; of a headless Service also by the number that its pods have. */
const portCalled = (ports: readonly Port[], wanted: string, isHeadless: boolean) =>
  ports.find(({ name, port: number }) => name === wanted || `${number}` === wanted) ??
  (isHeadless ? ports.find(({ targetPort }) => `${targetPort}` === wanted) : undefined);

const isSecure = ({ name = '', appProtocol = '', port: number }: Port): boolean =>
  /^https\b/.test(appProtocol || name) ||
  (!/^http/.test(appProtocol || name) && SECURE_PORTS.includes(number));

/** Which port of a Service is meant: this one, this one if it is there, or whichever speaks HTTP. */
export interface WantedPort {
  readonly must?: string | undefined;
  readonly may?: string | undefined;
}

/**
 * Where to ask a Service. A headless one has no address of its own: its name gives those of its pods, and so
 * the port must be theirs.
 *
 * @returns what is wrong, where it has no such port
 */
export function servicePort(spec: ServiceSpec, { must, may }: WantedPort): ServicePort | string {
  const isHeadless = spec.clusterIP === 'None';
  const ports = spec.ports.filter(isTcp);
  const wanted = must ?? may;
  const called = wanted === undefined ? undefined : portCalled(ports, wanted, isHeadless);
  const found = called ?? (must === undefined ? anyPort(ports) : undefined);
  if (!found) {
    const there = spec.ports.map(shown).join(', ');
    return `has no ${must === undefined ? 'TCP port' : `port ${must}`}; it has ${printable(there)}`;
  }
  const scheme = isSecure(found) ? 'https' : 'http';
  if (!isHeadless) return { scheme, port: found.port, what: `port ${found.port}` };
  const target = found.targetPort ?? found.port;
  return { scheme, port: target, what: `headless, port ${printable(`${target}`)} of its pods` };
}
