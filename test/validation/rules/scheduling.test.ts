import { type Row, table } from '../../support/issues';

const tolerations = (...all: object[]) => ({ tolerations: all });
const refused = (toleration: object, code: string, message: string): Row => [
  tolerations(toleration),
  `${code} tolerations[0]: ${message}`,
];

const NO_VALUE = 'expected no value, since operator is Exists, found one';
const NO_KEY = 'expected a key, or operator Exists for every taint, found neither';
const seconds = (found: string) =>
  `expected effect NoExecute, since tolerationSeconds is set, found ${found}`;

table('Exists looks at no value', [
  [tolerations({ key: 'a', operator: 'Exists' })],
  [tolerations({ key: 'a', operator: 'Exists', value: '' })],
  refused({ key: 'a', operator: 'Exists', value: 'b' }, 'conflict', NO_VALUE),
  [tolerations({ key: 'a', operator: 'Equal', value: 'b' })],
  [tolerations({ key: 'a', value: 'b' })],
  refused({ operator: 'Exists', value: 'b' }, 'conflict', NO_VALUE),
]);

table('a key, or Exists for all', [
  [tolerations({ operator: 'Exists' })],
  [tolerations({ operator: 'Exists', effect: 'NoSchedule' })],
  [tolerations({ key: 'a' })],
  refused({}, 'missing', NO_KEY),
  refused({ operator: 'Equal' }, 'missing', NO_KEY),
  refused({ value: 'b', effect: 'NoSchedule' }, 'missing', NO_KEY),
]);

const NO_EXECUTE = { key: 'a', effect: 'NoExecute' };

table('tolerationSeconds are for NoExecute', [
  [tolerations({ ...NO_EXECUTE, tolerationSeconds: 0 })],
  [tolerations({ ...NO_EXECUTE, tolerationSeconds: -1 })],
  [tolerations({ ...NO_EXECUTE, tolerationSeconds: 3600 })],
  [tolerations(NO_EXECUTE)],
  refused({ key: 'a', tolerationSeconds: 1 }, 'conflict', seconds('none')),
  refused({ key: 'a', tolerationSeconds: 0 }, 'conflict', seconds('none')),
  refused({ operator: 'Exists', tolerationSeconds: 1 }, 'conflict', seconds('none')),
  refused(
    { key: 'a', effect: 'NoSchedule', tolerationSeconds: 1 },
    'conflict',
    seconds('NoSchedule'),
  ),
  refused(
    { key: 'a', effect: 'PreferNoSchedule', tolerationSeconds: 1 },
    'conflict',
    seconds('PreferNoSchedule'),
  ),
]);

table('each toleration by itself', [
  [tolerations({}, { key: 'a' }, {}), 'missing tolerations[0]', 'missing tolerations[2]'],
]);
