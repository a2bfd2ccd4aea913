import { form, table } from '../../support/issues';

form({
  path: 'extraEnv[0].name',
  at: (name) => ({ extraEnv: [{ name }] }),
  accepted: [
    'A',
    'a',
    '_',
    '-',
    'A.b-c_1',
    '.a',
    '.1',
    'a..b',
    'A.',
    '1A',
    '..',
    'A B',
    'x'.repeat(999),
  ],
  refused: {
    'wrong-format': ['A=B', 'é', 'A\tB'],
    'wrong-type': [1],
    missing: [undefined, ''],
  },
});

const reference = (kind: string) => (ref: unknown) => ({
  extraEnv: [{ name: 'A', valueFrom: { [kind]: ref } }],
});

for (const kind of ['secretKeyRef', 'configMapKeyRef']) {
  const path = `extraEnv[0].valueFrom.${kind}`;
  const at = reference(kind);
  table(path, [
    [at({ name: 'keys', key: 'a' })],
    [at({ name: 'keys', key: 'a', optional: true })],
    [at({ key: 'a' }), `missing ${path}.name`],
    [at({ name: 'keys' }), `missing ${path}.key`],
    [at({ name: 'My Keys', key: 'a' }), `wrong-format ${path}.name`],
    [at({ name: 'keys', key: 'a', optional: 'yes' }), `wrong-type ${path}.optional`],
    [at('keys'), `wrong-type ${path}`],
  ]);
}

table('fields and resources as sources', [
  [reference('fieldRef')({ fieldPath: 'status.podIP' })],
  [reference('fieldRef')({}), 'missing extraEnv[0].valueFrom.fieldRef.fieldPath'],
  [reference('resourceFieldRef')({ resource: 'limits.cpu' })],
  [reference('resourceFieldRef')({}), 'missing extraEnv[0].valueFrom.resourceFieldRef.resource'],
]);

for (const kind of ['configMapRef', 'secretRef']) {
  const path = `extraEnvFrom[0].${kind}`;
  table(path, [
    [{ extraEnvFrom: [{ [kind]: { name: 'keys', optional: false } }] }],
    [{ extraEnvFrom: [{ [kind]: {} }] }, `missing ${path}.name`],
    [{ extraEnvFrom: [{ [kind]: { name: 'a_b' } }] }, `wrong-format ${path}.name`],
    [{ extraEnvFrom: [{ [kind]: { name: 'a', optional: 1 } }] }, `wrong-type ${path}.optional`],
    [{ extraEnvFrom: [{ [kind]: { name: 'a' }, prefix: 1 }] }, 'wrong-type extraEnvFrom[0].prefix'],
  ]);
}

table('a field of the pod is one of v1', [
  [reference('fieldRef')({ fieldPath: 'status.podIP', apiVersion: 'v1' })],
  [reference('fieldRef')({ fieldPath: 'status.podIP', apiVersion: '' })],
  [
    reference('fieldRef')({ fieldPath: 'status.podIP', apiVersion: 'v2' }),
    'not-allowed extraEnv[0].valueFrom.fieldRef.apiVersion',
  ],
]);
