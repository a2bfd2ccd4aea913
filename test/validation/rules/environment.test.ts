import { type Row, table } from '../../support/issues';

const CHART = [
  'KVMINI_NAMESPACE',
  'KVMINI_SERVICE',
  'KVMINI_MODEL_URI',
  'KVMINI_OUTPUT_DIR',
  'KUBECONFIG',
];

const variables = (...names: string[]) => ({ extraEnv: names.map((name) => ({ name })) });

table('a variable is set once', [
  [variables('A', 'B', 'a')],
  [variables('KVMINI_OTHER', 'KUBECONFIG2', 'kubeconfig')],
  ...CHART.map(
    (name): Row => [
      variables(name),
      `duplicate extraEnv[0].name: expected a name of its own, found ${name}, which is taken by the chart itself`,
    ],
  ),
  [
    variables('A', 'B', 'A', 'A'),
    'duplicate extraEnv[2].name: expected a name of its own, found A, which is taken by extraEnv[0]',
    'duplicate extraEnv[3].name: expected a name of its own, found A, which is taken by extraEnv[0]',
  ],
]);

const variable = (rest: object) => ({ extraEnv: [{ name: 'A', ...rest }] });
const secretKeyRef = { name: 'keys', key: 'a' };
const fieldRef = { fieldPath: 'status.podIP' };

table('a variable has a value or one source of it', [
  [variable({})],
  [variable({ value: '' })],
  [variable({ value: 'b' })],
  [variable({ valueFrom: { secretKeyRef } })],
  [variable({ valueFrom: { fieldRef } })],
  [variable({ valueFrom: { configMapKeyRef: secretKeyRef } })],
  [variable({ valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } })],
  [variable({ valueFrom: { fileKeyRef: { volumeName: 'tmp', path: 'a', key: 'b' } } })],
  [variable({ value: '', valueFrom: { secretKeyRef } })],
  [
    variable({ value: 'b', valueFrom: { secretKeyRef } }),
    'conflict extraEnv[0]: expected either value or valueFrom, found both',
  ],
  [
    variable({ value: 'b', valueFrom: {} }),
    'conflict extraEnv[0]',
    'missing extraEnv[0].valueFrom',
  ],
  [
    variable({ valueFrom: {} }),
    'missing extraEnv[0].valueFrom: expected one source, such as secretKeyRef, found none',
  ],
  [
    variable({ valueFrom: { secretKeyRef, fieldRef } }),
    'conflict extraEnv[0].valueFrom: expected one source, such as secretKeyRef, found fieldRef and secretKeyRef',
  ],
  [variable({ valueFrom: { secretKeyRef, fieldRef: undefined } })],
]);

const sources = (...extraEnvFrom: object[]) => ({ extraEnvFrom });
const ref = { name: 'keys' };

table('a source of variables is a ConfigMap or a Secret', [
  [sources({ configMapRef: ref })],
  [sources({ secretRef: ref, prefix: 'A_' })],
  [
    sources({ secretRef: ref, configMapRef: ref }),
    'conflict extraEnvFrom[0]: expected either configMapRef or secretRef, found both',
  ],
  [
    sources({ configMapRef: ref }, { prefix: 'A_' }),
    'missing extraEnvFrom[1]: expected either configMapRef or secretRef, found neither',
  ],
]);
