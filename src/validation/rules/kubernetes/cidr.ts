import type { Path } from '../../../values/path';
import { type Check, type Finding, wrong } from '../finding';
import { net, withoutZeros } from './addresses';

/** A range of addresses. */
export interface Cidr {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** Reads a CIDR as Go does: no zone, and a prefix that is no longer than the address. */
function parseCidr(text: string): Cidr | undefined {
  const [, address = '', digits = ''] = /^([^/%]+)\/(\d{1,3})$/.exec(text) ?? [];
  const bits = Number(digits);
  const plain = withoutZeros(address);
  if (net().isIPv4(plain)) return bits <= 32 ? { address: plain, bits, family: 'ipv4' } : undefined;
  return net().isIPv6(plain) && bits <= 128 ? { address: plain, bits, family: 'ipv6' } : undefined;
}

/** Whether an address lies in a range. */
export function isInside(address: string, { address: network, bits, family }: Cidr): boolean {
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

/** Reads a range, and says what is wrong with it: `IsValidCIDRForLegacyField` of Kubernetes' core validation, strict from 1.36 on. */
export function* oneCidr(text: string, at: Path): Generator<Finding, Cidr | undefined> {
  const cidr = parseCidr(text);
  if (cidr === undefined) yield wrong('wrong-format', at, 'a CIDR such as 10.0.0.0/8', text);
  else yield* strict(text, cidr, at);
  return cidr;
}

/** The same of what may be no text. */
export const cidr: Check = function* (value, at) {
  if (typeof value === 'string') yield* oneCidr(value, at);
};
