import { type Row, table } from '../../support/issues';

const size = (own: unknown, rest: object = {}) => ({ persistence: { size: own, ...rest } });
const refused = (own: unknown): Row => [
  size(own),
  `out-of-range persistence.size: expected more than 0, found ${own}`,
];

table('a claim has a size', [
  [size('1n')],
  [size(1)],
  [size('0.001')],
  [size('00.1Gi')],
  ...[0, '0', '0Gi', '0.0', '0e9', '+0', '.0'].map(refused),
  [size('0', { enabled: false })],
  [size('0', { existingClaim: 'mine' })],
  [size('0', { enabled: true, existingClaim: '' }), 'out-of-range persistence.size'],
]);
