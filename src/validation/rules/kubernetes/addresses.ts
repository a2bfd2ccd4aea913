import { type Check, wrong } from '../finding';

/** Loaded only for addresses: Node's network code takes as long as the rest of the library. */
export const net = () => require('node:net') as typeof import('node:net');

/** `010.0.0.1` is `10.0.0.1` to `ParseIPSloppy` and `ParseCIDRSloppy`, which the API server reads with before 1.36. */
export const withoutZeros = (text: string) =>
  text.includes(':') ? text : text.replace(/\b0+(?=\d)/g, '');

/** Whether a text is an address of IPv4 or IPv6; 0 where it is none. */
export const familyOf = (text: string): number =>
  text.includes('%') ? 0 : net().isIP(withoutZeros(text));

const MAPPED = /^::ffff:(0:)?\d+\.\d+\.\d+\.\d+$/i;

/** `IsValidIPForLegacyField` of Kubernetes' core validation, strict from 1.36 on. */
export const address: Check = function* (value, at) {
  if (typeof value !== 'string') return;
  if (familyOf(value) === 0) {
    yield wrong('wrong-format', at, 'an address such as 10.0.0.10 or fd00::10', value);
  } else if (withoutZeros(value) !== value || MAPPED.test(value)) {
    const expected = 'an address without zeros before a number, and of one kind';
    yield { ...wrong('wrong-format', at, expected, value), since: 36 };
  }
};
