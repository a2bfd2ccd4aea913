import { expect, test } from 'vitest';
import { TYPE_CHECKS } from '../../../src/values/kubernetes/type-checks';

type Type = keyof typeof TYPE_CHECKS;

/** A map of a type, and what is wrong with it as a whole, as `code: expected, found received`. */
type Row = readonly [type: Type, fields: object, problem?: string | undefined];

const source = (example: string, found: string) =>
  `${found === 'none' ? 'missing' : 'conflict'}: one source, such as ${example}, found ${found}`;
const either = (things: string, found: 'both' | 'neither') =>
  `${found === 'both' ? 'conflict' : 'missing'}: either ${things}, found ${found}`;
const uri = (begins: string, kind: string) =>
  `conflict: a diskURI that begins with ${begins}, since kind is ${kind}, found another`;

/** Types of which one field is there, by an example; what is beside them, and whether there may be none. */
const ONE_OF: readonly (readonly [Type, readonly [string, string], readonly string[], boolean])[] =
  [
    ['DownwardAPIVolumeFile', ['fieldRef', 'resourceFieldRef'], ['mode', 'path'], false],
    ['EnvVarSource', ['secretKeyRef', 'configMapKeyRef'], [], false],
    ['LifecycleHandler', ['exec', 'sleep'], [], false],
    [
      'Probe',
      ['httpGet', 'exec'],
      [
        ...['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds', 'failureThreshold'],
        ...['successThreshold', 'terminationGracePeriodSeconds'],
      ],
      true,
    ],
    ['Volume', ['emptyDir', 'nfs'], ['name'], true],
    ['VolumeProjection', ['secret', 'configMap'], [], true],
  ];

const SELECTORS = 'selectors or an ipBlock';
const REFERENCES = 'configMapRef or secretRef';

const ROWS: readonly Row[] = [
  ...ONE_OF.flatMap(([type, [first, second], beside, isOptional]): Row[] => {
    const others = Object.fromEntries(beside.map((name) => [name, 1]));
    const none = isOptional ? undefined : source(first, 'none');
    return [
      [type, { [first]: {} }],
      [type, { ...others, [second]: {} }],
      // What is null counts as absent, and a key that nobody knows is another mistake.
      [type, { [first]: {}, [second]: null, nobodys: 1 }],
      [type, { [first]: {}, [second]: {} }, source(first, `${first} and ${second}`)],
      [type, others, none],
      [type, { ...others, [first]: null, [second]: undefined, nobodys: 1 }, none],
    ];
  }),
  ['EnvFromSource', { configMapRef: {}, prefix: 'a' }],
  ['EnvFromSource', { secretRef: {}, configMapRef: null }],
  ['EnvFromSource', {}, either(REFERENCES, 'neither')],
  ['EnvFromSource', { configMapRef: {}, secretRef: {} }, either(REFERENCES, 'both')],
  ['NetworkPolicyPeer', { ipBlock: {} }],
  ['NetworkPolicyPeer', { podSelector: {} }],
  ['NetworkPolicyPeer', { namespaceSelector: {} }],
  ['NetworkPolicyPeer', { podSelector: {}, namespaceSelector: {} }],
  ['NetworkPolicyPeer', {}, either(SELECTORS, 'neither')],
  ['NetworkPolicyPeer', { podSelector: {}, ipBlock: {} }, either(SELECTORS, 'both')],
  ['NetworkPolicyPeer', { namespaceSelector: {}, ipBlock: {} }, either(SELECTORS, 'both')],
  ['EnvVar', {}],
  ['EnvVar', { value: 'a' }],
  ['EnvVar', { value: 'a', valueFrom: null }],
  ['EnvVar', { value: '', valueFrom: {} }],
  ['EnvVar', { value: null, valueFrom: {} }],
  ['EnvVar', { value: 'a', valueFrom: {} }, either('value or valueFrom', 'both')],
  ['AzureDiskVolumeSource', {}],
  ['AzureDiskVolumeSource', { diskURI: 'a' }],
  ['AzureDiskVolumeSource', { kind: '', diskURI: 'a' }],
  ['AzureDiskVolumeSource', { kind: 'Managed', diskURI: '' }],
  ['AzureDiskVolumeSource', { kind: 'Managed' }],
  ['AzureDiskVolumeSource', { kind: 'Managed', diskURI: '/subscriptions/a' }],
  ['AzureDiskVolumeSource', { kind: 'Shared', diskURI: 'https://a' }],
  ['AzureDiskVolumeSource', { kind: 'Dedicated', diskURI: 'https://a' }],
  [
    'AzureDiskVolumeSource',
    { kind: 'Managed', diskURI: 'https://a' },
    uri('/subscriptions/', 'Managed'),
  ],
  [
    'AzureDiskVolumeSource',
    { kind: 'Shared', diskURI: '/subscriptions/a' },
    uri('https://', 'Shared'),
  ],
  ['AzureDiskVolumeSource', { kind: 'Shared', diskURI: 'a/https://' }, uri('https://', 'Shared')],
];

test.each(ROWS.map(([type, fields, problem]) => [type, fields, problem] as const))(
  '%s %j: %s',
  (type, fields, problem) => {
    const found = TYPE_CHECKS[type]?.()(fields as Readonly<Record<string, unknown>>);
    expect(found && `${found.code}: ${found.expected}, found ${found.received}`).toBe(problem);
  },
);

test('every type with a check of its own is in the table', () => {
  expect([...new Set(ROWS.map(([type]) => type))].sort()).toEqual(Object.keys(TYPE_CHECKS).sort());
});
