import { type Check, each, fieldsOf, inside, itemsOf, needed, textOf, wrong } from '../finding';
import { isInside, oneCidr } from './cidr';
import { LARGEST_PORT } from './ports';
import { labelSelector } from './selectors';

/** `ValidateIPBlock` of the networking validation: what is left out lies inside, and is smaller. */
const ipBlock: Check = function* (value, at) {
  const block = fieldsOf(value);
  yield* needed(block, at, 'cidr');
  const cidr = textOf(block.cidr);
  if (cidr === '') return;
  const whole = yield* oneCidr(cidr, [...at, 'cidr']);
  for (const [index, item] of itemsOf(block.except).entries()) {
    if (typeof item !== 'string') continue;
    const here = [...at, 'except', index];
    const part = yield* oneCidr(item, here);
    if (part === undefined || whole === undefined) continue;
    const fits =
      part.family === whole.family && part.bits > whole.bits && isInside(part.address, whole);
    if (!fits) yield wrong('conflict', here, `a smaller range inside ${cidr}`, item);
  }
};

/** `ValidateNetworkPolicyPeer`; that it is of one kind is the type's business. */
export const peers: Check = (list, at) =>
  each(list, at, function* (item, here) {
    const peer = fieldsOf(item);
    yield* inside(peer, here, 'podSelector', labelSelector);
    yield* inside(peer, here, 'namespaceSelector', labelSelector);
    yield* inside(peer, here, 'ipBlock', ipBlock);
  });

/** `ValidateNetworkPolicyPort`. */
const port: Check = function* (value, at) {
  const { port: first, endPort: last } = fieldsOf(value);
  if (last === undefined) return;
  const here = [...at, 'endPort'];
  if (typeof first !== 'number') {
    yield wrong('conflict', here, 'none, since port is no number', last);
  } else if (typeof last === 'number' && (last < first || last > LARGEST_PORT)) {
    yield wrong('out-of-range', here, `from the port ${first} to ${LARGEST_PORT}`, last);
  }
};

/** `ValidateNetworkPolicySpec`, of what may be connected to. */
export const egress: Check = (list, at) =>
  each(list, at, function* (item, here) {
    const rule = fieldsOf(item);
    yield* inside(rule, here, 'to', peers);
    yield* each(rule.ports, [...here, 'ports'], port);
  });
