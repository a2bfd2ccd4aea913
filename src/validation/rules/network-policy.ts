import type { NetworkPolicyPeer } from '../../values/generated/kvmini-values';
import { type LocatedIssue, mismatch, notOneOf } from '../issues';
import { describe } from '../received';
import { rule } from './rule';

function isCidr(text: unknown): boolean {
  if (typeof text !== 'string') return false;
  // Loaded only for policies with addresses: Node's network code takes as long as the rest of the library.
  const { isIP } = require('node:net') as typeof import('node:net');
  const [address = '', bits = '', ...rest] = text.split('/');
  const longest = isIP(address) === 4 ? 32 : 128;
  return (
    isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= longest && rest.length === 0
  );
}

function problems(peer: NetworkPolicyPeer, index: number): LocatedIssue[] {
  const at = ['networkPolicy', 'ingressFrom', index];
  const { podSelector, namespaceSelector, ipBlock } = peer;
  const selects = podSelector !== undefined || namespaceSelector !== undefined;
  const not = notOneOf(at, { selectors: selects, 'an ipBlock': ipBlock !== undefined });
  if (not.length > 0 || ipBlock === undefined || isCidr(ipBlock.cidr)) return not;
  const where = [...at, 'ipBlock', 'cidr'];
  return [
    mismatch('wrong-format', where, 'a CIDR such as 10.0.0.0/8', describe(ipBlock.cidr, where)),
  ];
}

/** A peer is a selection of pods or a range of addresses. */
export const ingressFrom = rule(['networkPolicy.ingressFrom'], ({ networkPolicy }) =>
  networkPolicy.ingressFrom.flatMap(problems),
);
