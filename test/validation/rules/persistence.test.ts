import { type Row, table } from '../../support/issues';

const size = (own: unknown, rest: object = {}) => ({ persistence: { size: own, ...rest } });
const refused = (own: unknown): Row => [
  size(own),
  `out-of-range persistence.size: expected more than 0, found ${own}`,
];

table('a claim has a size', [
  [size(1)],
  [size('00.5Gi')],
  // The API server takes them, and no volume has half a byte.
  ...['1n', '0.001', '00.1Gi'].map(
    (one): Row => [
      size(one),
      `out-of-range persistence.size: expected a whole number of bytes, found the string "${one}"`,
    ],
  ),
  [
    size('100m'),
    'out-of-range persistence.size: expected a whole number of bytes, found the string "100m"; m is a thousandth: did you mean 100Mi?',
  ],
  ...[0, '0', '0Gi', '0.0', '0e9', '+0', '.0'].map(refused),
  [size('0', { enabled: false })],
  [size('0', { existingClaim: 'mine' })],
  [size('0', { enabled: true, existingClaim: '' }), 'out-of-range persistence.size'],
]);
