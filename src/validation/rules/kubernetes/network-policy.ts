import type { Path } from '../../../values/path';
import {
  type Check,
  each,
  either,
  type Finding,
  fieldsOf,
  inside,
  itemsOf,
  needed,
  textOf,
  wrong,
} from '../finding';
import { labelSelector } from './selectors';

// Loaded only for policies with addresses: Node's network code takes as long as the rest of the library.
const net = () => require('node:net') as typeof import('node:net');

interface Cidr {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** `010.0.0.0/08` is `10.0.0.0/8` to `ParseCIDRSloppy`, which the API server reads with before 1.36. */
const withoutZeros = (address: string) =>
  address.includes(':') ? address : address.replace(/\b0+(?=\d)/g, '');

/** Reads a CIDR as Go does: no zone, and a prefix that is no longer than the address. */
function parseCidr(text: string): Cidr | undefined {
  const [, address = '', digits = ''] = /^([^/%]+)\/(\d{1,3})$/.exec(text) ?? [];
  const bits = Number(digits);
  const plain = withoutZeros(address);
  if (net().isIPv4(plain)) return bits <= 32 ? { address: plain, bits, family: 'ipv4' } : undefined;
  return net().isIPv6(plain) && bits <= 128 ? { address: plain, bits, family: 'ipv6' } : undefined;
}

function isInside(address: string, { address: network, bits, family }: Cidr): boolean {
  const range = new (net().BlockList)();
  range.addSubnet(network, bits, family);
  return range.check(address, family);
}

/** An address as one number. */
function numberOf({ address, family }: Cidr): bigint {
  if (family === 'ipv4')
    return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const parts = (text = '') => (text === '' ? [] : text.split(':'));
  const zeros = tail === undefined ? 0 : 8 - parts(head).length - parts(tail).length;
  const all = [...parts(head), ...Array.from({ length: zeros }, () => '0'), ...parts(tail)];
  return all.reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n);
}

/** `StrictIPCIDRValidation`, on from 1.36: no zeros first, no bits behind the prefix, no IPv4 in IPv6. */
function* strict(text: string, cidr: Cidr, at: Path): Generator<Finding> {
  const host = BigInt((cidr.family === 'ipv4' ? 32 : 128) - cidr.bits);
  const isMapped = cidr.family === 'ipv6' && numberOf(cidr) >> 32n === 0xffffn;
  const hasZeros = !text.startsWith(cidr.address) || /\/0\d/.test(text);
  const hasBits = numberOf(cidr) % (1n << host) !== 0n;
  if (!isMapped && !hasZeros && !hasBits) return;
  const expected =
    'a range without zeros before a number, without bits behind its prefix, and of one kind of address';
  yield { ...wrong('wrong-format', at, expected, text), since: 36 };
}

function* oneCidr(text: string, at: Path): Generator<Finding, Cidr | undefined> {
  const cidr = parseCidr(text);
  if (cidr === undefined) yield wrong('wrong-format', at, 'a CIDR such as 10.0.0.0/8', text);
  else yield* strict(text, cidr, at);
  return cidr;
}

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
    const selects = peer.podSelector !== undefined || peer.namespaceSelector !== undefined;
    yield* either(here, 'selectors or an ipBlock', selects, peer.ipBlock !== undefined);
    yield* inside(peer, here, 'podSelector', labelSelector);
    yield* inside(peer, here, 'namespaceSelector', labelSelector);
    yield* inside(peer, here, 'ipBlock', ipBlock);
  });
