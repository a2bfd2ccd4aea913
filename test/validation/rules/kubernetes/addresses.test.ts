import { describe, expect, test } from 'vitest';
import {
  address,
  familyOf,
  withoutZeros,
} from '../../../../src/validation/rules/kubernetes/addresses';
import { cidr, isInside } from '../../../../src/validation/rules/kubernetes/cidr';
import { type CheckRow, checkTable, shown } from '../../../support/checks';

const noAddress = (text: string): CheckRow => [
  text,
  `wrong-format v: expected an address such as 10.0.0.10 or fd00::10, found ${shown(text)}`,
];
const oldAddress = (text: string): CheckRow => [
  text,
  `wrong-format v: expected an address without zeros before a number, and of one kind, found ${shown(text)} (from 1.36)`,
];

checkTable('addresses', address, [
  ...['0.0.0.0', '10.0.0.100', '255.255.255.255', '::', '::1', 'fd00::10', '::ffff:0:0:1'].map(
    (text): CheckRow => [text],
  ),
  // The zeros of IPv6 are no other number to anybody.
  ['fd00::0010'],
  // What is no text is refused by its type.
  [10],
  [undefined],
  ...['', 'a', '10.0.0', '10.0.0.256', '10.0.0.1/8', 'fd00::1%eth0', 'fd00:::1'].map(noAddress),
  ...['010.0.0.1', '10.0.0.01', '10.00.0.1', '000.0.0.0'].map(oldAddress),
  ...['::ffff:10.0.0.1', '::FFFF:10.0.0.1', '::ffff:0:10.0.0.1'].map(oldAddress),
]);

test.each([
  ['10.0.0.1', 4],
  ['010.0.0.1', 4],
  ['::1', 6],
  ['::1%lo', 0],
  ['10.0.0.1%lo', 0],
  ['', 0],
])('%j is of family %i', (text, family) => {
  expect(familyOf(text)).toBe(family);
});

test.each([
  ['010.000.00.01', '10.0.0.1'],
  ['100.200.0.10', '100.200.0.10'],
  ['fd00::0010', 'fd00::0010'],
])('%s without zeros is %s', (text, expected) => {
  expect(withoutZeros(text)).toBe(expected);
});

const noCidr = (text: string): CheckRow => [
  text,
  `wrong-format v: expected a CIDR such as 10.0.0.0/8, found ${shown(text)}`,
];
const oldCidr = (text: string): CheckRow => [
  text,
  `wrong-format v: expected a range without zeros before a number, without bits behind its prefix, and of one kind of address, found ${shown(text)} (from 1.36)`,
];

checkTable('ranges', cidr, [
  ...['0.0.0.0/0', '10.0.0.0/8', '10.1.2.3/32', '10.1.2.2/31', '128.0.0.0/1'].map(
    (text): CheckRow => [text],
  ),
  ...['::/0', '8000::/1', 'fd00::/8', 'fd00::1/128', 'fd00::2/127', '1:2:3:4:5:6:7:8/128'].map(
    (text): CheckRow => [text],
  ),
  ...['::ffff:0:0:0/96', '1::8/125', '1:2:3:4:5:6:7:0/112', '0:0:0:0:0:fffe::/96'].map(
    (text): CheckRow => [text],
  ),
  [8],
  [undefined],
  ...['', '10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/0008'].map(noCidr),
  ...['10.0.0/8', 'a/8', 'fd00::/129', 'fd00::%eth0/64', '10.0.0.0/8/8', '/8'].map(noCidr),
  // Zeros before a number.
  ...['010.0.0.0/8', '10.0.0.0/08', '10.00.0.0/8', 'fd00::/08'].map(oldCidr),
  // Bits behind the prefix: the last one, the one right behind it, and one in each part.
  ...['10.0.0.1/31', '10.128.0.0/8', '1.0.0.0/7', '10.0.1.0/23', '0.0.0.1/0', '128.0.0.0/0'].map(
    oldCidr,
  ),
  ...['fd00::1/127', '::1/0', '8000::/0', '1::1/64', '1:2:3:4:5:6:7:8/112', '0:1::/31'].map(
    oldCidr,
  ),
  ...['fd80::/8', '0:0:0:8000::/48', '::1:0:0/80', '1:2::3:5/126'].map(oldCidr),
  // An address of IPv4 in one of IPv6.
  ...['::ffff:10.0.0.0/104', '::ffff:0:0/96', '::ffff:a00:1/128', '::FFFF:10.0.0.1/128'].map(
    oldCidr,
  ),
]);

describe('a range', () => {
  const ten = { address: '10.0.0.0', bits: 8, family: 'ipv4' } as const;
  const ours = { address: 'fd00::', bits: 8, family: 'ipv6' } as const;

  test.each([
    ['10.0.0.0', ten, true],
    ['10.255.255.255', ten, true],
    ['9.255.255.255', ten, false],
    ['11.0.0.0', ten, false],
    ['fd00::', ours, true],
    ['fdff:ffff::1', ours, true],
    ['fe00::', ours, false],
    ['fcff::', ours, false],
  ] as const)('has %s in it', (text, range, expected) => {
    expect(isInside(text, range)).toBe(expected);
  });
});
