import type { NetworkPolicyPeer } from '../../values/generated/kvmini-values';
import type { Path } from '../../values/path';
import { type LocatedIssue, mismatch } from '../issues';
import { describe } from '../received';
import { rule } from './rule';

type IpBlock = NonNullable<NetworkPolicyPeer['ipBlock']>;

// Loaded only for policies with addresses: Node's network code takes as long as the rest of the library.
const net = () => require('node:net') as typeof import('node:net');

interface Cidr {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** Reads a CIDR as Go does: no zone, and a prefix that is no longer than the address. */
function parseCidr(text: string): Cidr | undefined {
  const [, address = '', digits = ''] = /^([^/%]+)\/(\d{1,3})$/.exec(text) ?? [];
  const bits = Number(digits);
  if (net().isIPv4(address)) return bits <= 32 ? { address, bits, family: 'ipv4' } : undefined;
  return net().isIPv6(address) && bits <= 128 ? { address, bits, family: 'ipv6' } : undefined;
}

function isInside(inner: Cidr, { address, bits, family }: Cidr): boolean {
  const range = new (net().BlockList)();
  range.addSubnet(address, bits, family);
  return inner.family === family && inner.bits > bits && range.check(inner.address, family);
}

function noCidr(at: Path, text: string): LocatedIssue {
  return mismatch('wrong-format', at, 'a CIDR such as 10.0.0.0/8', describe(text, at));
}

/** Ranges that are left out lie inside the range, and are smaller. */
function ranges({ cidr, except = [] }: IpBlock, at: Path): LocatedIssue[] {
  const whole = parseCidr(cidr);
  if (whole === undefined) return [noCidr([...at, 'cidr'], cidr)];
  return except.flatMap((text, index) => {
    const here = [...at, 'except', index];
    const part = parseCidr(text);
    if (part === undefined) return [noCidr(here, text)];
    const expected = `a smaller range inside ${cidr}`;
    return isInside(part, whole)
      ? []
      : [mismatch('conflict', here, expected, describe(text, here))];
  });
}

function problems(peer: NetworkPolicyPeer, index: number): LocatedIssue[] {
  const at = ['networkPolicy', 'ingressFrom', index];
  return peer.ipBlock === undefined ? [] : ranges(peer.ipBlock, [...at, 'ipBlock']);
}

/** Ranges of addresses are some, and those left out lie inside them. */
export const ingressFrom = rule(['networkPolicy.ingressFrom'], ({ networkPolicy }) =>
  networkPolicy.ingressFrom.flatMap(problems),
);
