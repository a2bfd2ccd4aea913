import {
  fieldInFile,
  fieldInVariable,
  resourceReference,
} from '../../../../src/validation/rules/kubernetes/downward';
import { type CheckRow, checkTable, shown } from '../../../support/checks';

const field = (fieldPath: unknown) => ({ fieldPath });
const noField = (known: string, text: string): CheckRow => [
  field(text),
  `not-allowed v.fieldPath: expected one of ${known}, or metadata.labels['KEY'], found ${shown(text)}`,
];
const noKey = (text: string): CheckRow => [
  field(text),
  `wrong-format v.fieldPath: expected a key in the brackets, found ${shown(text)}`,
];

const VARIABLES = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName'],
  ...['spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP'],
  'status.podIPs',
];
const FILES = [
  ...['metadata.name', 'metadata.namespace', 'metadata.labels', 'metadata.annotations'],
  'metadata.uid',
];

/** Paths that both take, by a label's or an annotation's key. */
const WITH_KEYS = [
  `metadata.labels['team']`,
  `metadata.labels['example.com/A_b.c']`,
  `metadata.labels['${'x'.repeat(63)}']`,
  `metadata.annotations['example.com/A_b.c']`,
  // An annotation's key may be in capitals where a label's may not.
  `metadata.annotations['Example.COM/a']`,
];

const EVERYWHERE: readonly CheckRow[] = [
  ...WITH_KEYS.map((path): CheckRow => [field(path)]),
  ...[
    `metadata.labels['']`,
    `metadata.labels['a b']`,
    `metadata.labels['${'x'.repeat(64)}']`,
    `metadata.labels['Example.COM/a']`,
    `metadata.annotations['']`,
    `metadata.annotations['a b']`,
  ].map(noKey),
  [{}, 'missing v.fieldPath: expected a text that is not empty, found nothing; it is needed'],
  [
    field(''),
    'missing v.fieldPath: expected a text that is not empty, found an empty string; it is needed',
  ],
  // What is no text is refused by its type.
  [field(1)],
];

checkTable('fields in variables', fieldInVariable, [
  ...VARIABLES.map((path): CheckRow => [field(path)]),
  // What Kubernetes once called a node's name.
  [field('spec.host')],
  ...EVERYWHERE,
  ...['metadata.labels', 'metadata.annotations', 'status.podip', `metadata.labels["a"]`].map(
    (text) => noField(VARIABLES.join(', '), text),
  ),
]);

checkTable('fields in files', fieldInFile, [
  ...FILES.map((path): CheckRow => [field(path)]),
  ...EVERYWHERE,
  ...['spec.nodeName', 'spec.host', 'status.podIP', 'metadata'].map((text) =>
    noField(FILES.join(', '), text),
  ),
]);

const of = (resource: unknown, divisor?: unknown) => ({ resource, divisor });
const wrongDivisor = (resource: string, divisor: unknown, allowed: string): CheckRow => [
  of(resource, divisor),
  `not-allowed v.divisor: expected one of ${allowed}, found ${typeof divisor === 'number' ? `the number ${divisor}` : shown(String(divisor))}`,
];
const BYTES = '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei';
const noResource = (resource: string): CheckRow => [
  of(resource),
  `not-allowed v.resource: expected limits or requests of cpu, memory, ephemeral-storage or hugepages, such as limits.cpu, found ${shown(resource)}`,
];

checkTable('resources in variables', resourceReference(false), [
  ...['limits', 'requests'].flatMap((kind) =>
    ['cpu', 'memory', 'ephemeral-storage', 'hugepages-2Mi'].map(
      (name): CheckRow => [of(`${kind}.${name}`)],
    ),
  ),
  ...['cpu', 'limits', 'limits.gpu', 'limit.cpu', 'limits.cpus'].map(noResource),
  [{}, 'missing v.resource: expected a text that is not empty, found nothing; it is needed'],
  [
    of('', '2'),
    'missing v.resource: expected a text that is not empty, found an empty string; it is needed',
  ],
  ...['1', 1, '1m', '1000m', 0.001, '0', 0, '0.0'].map(
    (divisor): CheckRow => [of('limits.cpu', divisor)],
  ),
  // What is no amount is refused by its type.
  ...['x', true, null, []].map((divisor): CheckRow => [of('limits.cpu', divisor)]),
  ...['1k', 2, '2m', '1Mi'].map((divisor) => wrongDivisor('requests.cpu', divisor, '1m, 1')),
  ...[...BYTES.split(', '), 1, 1000, '1024', '1e3', '0'].map(
    (divisor): CheckRow => [of('limits.memory', divisor)],
  ),
  ...['1m', '2Mi', 2, '10Gi'].map((divisor) => wrongDivisor('limits.memory', divisor, BYTES)),
]);

checkTable('resources in files', resourceReference(true), [
  [{ containerName: 'kvmini', resource: 'limits.cpu', divisor: '1m' }],
  [
    {},
    'missing v.containerName: expected a text that is not empty, found nothing; it is needed',
    'missing v.resource: expected a text that is not empty, found nothing; it is needed',
  ],
  [
    of('limits.cpu', 2),
    'missing v.containerName: expected a text that is not empty, found nothing; it is needed',
    'not-allowed v.divisor: expected one of 1m, 1, found the number 2',
  ],
]);
