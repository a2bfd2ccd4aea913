import type { Path } from '../../../values/path';
import {
  type Check,
  each,
  eachOnce,
  type Fields,
  type Finding,
  fieldsOf,
  inside,
  itemsOf,
  textOf,
  wrong,
} from '../finding';
import { address, familyOf } from './addresses';
import { cidr } from './cidr';

const OF_NODES = ['NodePort', 'LoadBalancer'];
const OF_BALANCERS = ['LoadBalancer'];

/** The types of Services that take a field. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  nodePort: OF_NODES,
  externalTrafficPolicy: OF_NODES,
  loadBalancerClass: OF_BALANCERS,
  loadBalancerSourceRanges: OF_BALANCERS,
  // The API server takes it with any type, and nothing reads it there.
  loadBalancerIP: OF_BALANCERS,
};

const isFilled = (value: unknown) =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '' && value !== 0;

function* ofType(service: Fields, at: Path): Generator<Finding> {
  const type = textOf(service.type);
  for (const [field, types] of Object.entries(TYPES)) {
    if (!isFilled(service[field]) || types.includes(type) || type === '') continue;
    const expected = `none, since type is ${type}; it is for ${types.join(' and ')}`;
    yield wrong('conflict', [...at, field], expected, service[field]);
  }
}

/** `ValidateServiceClusterIPsRelatedFields` of Kubernetes' core validation, and what its registry asks. */
function* families(service: Fields, at: Path): Generator<Finding> {
  yield* eachOnce(service.ipFamilies, [...at, 'ipFamilies'], 'each family once');
  const all = new Set(itemsOf(service.ipFamilies));
  const policy = textOf(service.ipFamilyPolicy);
  if (all.size === 2 && ['', 'SingleStack'].includes(policy)) {
    const expected = 'PreferDualStack or RequireDualStack, since there are two ipFamilies';
    yield wrong('conflict', [...at, 'ipFamilyPolicy'], expected, policy);
  }
}

function* clusterIP(service: Fields, at: Path): Generator<Finding> {
  const text = textOf(service.clusterIP);
  const here = [...at, 'clusterIP'];
  if (text === '') return;
  if (text === 'None') {
    const { type } = service;
    if (!OF_NODES.includes(textOf(type))) return;
    yield wrong('conflict', here, `no headless Service, since type is ${type}`, text);
    return;
  }
  yield* address(text, here);
  const [first] = itemsOf(service.ipFamilies);
  const other = { 4: 'IPv6', 6: 'IPv4' }[familyOf(text)];
  if (other !== undefined && first === other) {
    yield wrong(
      'conflict',
      here,
      `an ${other} address, since that is the first of ipFamilies`,
      text,
    );
  }
}

/** What the API server asks of a Service beside its types. */
export const service: Check = function* (value, at) {
  const fields = fieldsOf(value);
  yield* ofType(fields, at);
  yield* clusterIP(fields, at);
  yield* families(fields, at);
  if (textOf(fields.loadBalancerIP) !== '') yield* inside(fields, at, 'loadBalancerIP', address);
  yield* inside(fields, at, 'loadBalancerSourceRanges', (list, here) =>
    each(list, here, (text, inner) => cidr(textOf(text).trim(), inner)),
  );
};
