import { PORT_NAME } from '../../../values/kubernetes/field-formats';
import { type Check, each, fieldsOf, itemsOf, textOf, wrong } from '../finding';

export const LARGEST_PORT = 65_535;
const NAME = 'at most 15 of a-z, 0-9 and single "-", with a letter, "-" neither first nor last';

const isPortName = (name: string) => name.length <= 15 && PORT_NAME.test(name);

const isUnset = (value: unknown) => value === undefined || value === '';

const onePort: Check = function* (value, at) {
  const { name, hostPort } = fieldsOf(value);
  if (typeof name === 'string' && name !== '' && !isPortName(name)) {
    yield wrong('wrong-format', [...at, 'name'], NAME, name);
  }
  if (typeof hostPort !== 'number' || (hostPort >= 0 && hostPort <= LARGEST_PORT)) return;
  yield wrong(
    'out-of-range',
    [...at, 'hostPort'],
    `a port from 1 to ${LARGEST_PORT}, or 0 for none`,
    hostPort,
  );
};

/** `validateContainerPorts` of Kubernetes' core validation; the form of `containerPort` is its type's. */
export const ports: Check = function* (list, at) {
  yield* each(list, at, onePort);
  const names = new Set<string>();
  for (const [index, item] of itemsOf(list).entries()) {
    const name = textOf(fieldsOf(item).name);
    if (names.has(name)) yield wrong('duplicate', [...at, index, 'name'], 'each name once', name);
    if (name !== '') names.add(name);
  }
};

/** What a container takes of its node: two of one pod can't have the same. */
function hostPortOf(port: unknown): string | undefined {
  const { hostPort, hostIP, protocol } = fieldsOf(port);
  if (typeof hostPort !== 'number' || hostPort === 0) return undefined;
  return `${isUnset(protocol) ? 'TCP' : protocol}/${isUnset(hostIP) ? '' : hostIP}/${hostPort}`;
}

/** `checkHostPortConflicts`: a port of the node once in all containers. */
export const hostPorts: Check = function* (containers, at) {
  const seen = new Set<string>();
  for (const [index, container] of itemsOf(containers).entries()) {
    for (const [place, port] of itemsOf(fieldsOf(container).ports).entries()) {
      const taken = hostPortOf(port);
      if (taken === undefined) continue;
      const here = [...at, index, 'ports', place, 'hostPort'];
      if (seen.has(taken)) {
        yield wrong('duplicate', here, 'each port of the node once', fieldsOf(port).hostPort);
      }
      seen.add(taken);
    }
  }
};
