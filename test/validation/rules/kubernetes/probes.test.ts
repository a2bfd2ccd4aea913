import type { Check } from '../../../../src/validation/rules/finding';
import {
  alone,
  lifecycle,
  livenessProbe,
  readinessProbe,
  startupProbe,
} from '../../../../src/validation/rules/kubernetes/probes';
import { type CheckRow, checkTable } from '../../../support/checks';

const PORT = 'expected a port: a number from 1 to 65535, or a name, found nothing; it is needed';
const HEADER = 'expected the name of a header (a-z, A-Z, 0-9 and "-"), found the string';
const COMMAND = 'expected a command of one word or more, found';

/** What every probe takes and refuses. */
const HANDLERS: readonly CheckRow[] = [
  [{ exec: { command: ['a'] } }],
  [{ exec: {} }, `missing v.exec.command: ${COMMAND} nothing`],
  [{ exec: { command: [] } }, `missing v.exec.command: ${COMMAND} an empty list`],
  [{ httpGet: { port: 1, httpHeaders: [{ name: 'X-a1' }, { name: 1 }, {}] } }],
  ...['', 'a b', 'a_b'].map(
    (name): CheckRow => [
      { httpGet: { port: 1, httpHeaders: [{ name: 'a' }, { name }] } },
      `wrong-format v.httpGet.httpHeaders[1].name: ${HEADER} ${JSON.stringify(name)}`.replace(
        'the string ""',
        'an empty string',
      ),
    ],
  ),
  ...[
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ].flatMap((name): CheckRow[] => [
    [{ tcpSocket: { port: 1 }, [name]: 0 }],
    [{ tcpSocket: { port: 1 }, [name]: '-1' }],
    [
      { tcpSocket: { port: 1 }, [name]: -1 },
      `out-of-range v.${name}: expected a whole number from 0, found the number -1`,
    ],
  ]),
];

/** What only a readiness probe may say otherwise. */
const OF_LIVENESS: readonly CheckRow[] = [
  [{ grpc: { port: 1 }, terminationGracePeriodSeconds: 1, successThreshold: 1 }],
  [{ grpc: { port: 1 }, terminationGracePeriodSeconds: '0', successThreshold: '2' }],
  ...[0, -1].map(
    (seconds): CheckRow => [
      { grpc: { port: 1 }, terminationGracePeriodSeconds: seconds },
      `out-of-range v.terminationGracePeriodSeconds: expected a whole number from 1, found the number ${seconds}`,
    ],
  ),
  [
    { grpc: { port: 1 }, successThreshold: 2 },
    'conflict v.successThreshold: expected 1, since only a readiness probe counts successes, found the number 2',
  ],
];

const OF_READINESS: readonly CheckRow[] = [
  [{ grpc: { port: 1 }, successThreshold: 2 }],
  ...[0, 1].map(
    (seconds): CheckRow => [
      { grpc: { port: 1 }, terminationGracePeriodSeconds: seconds },
      `conflict v.terminationGracePeriodSeconds: expected none, since a pod that is not ready is not ended, found the number ${seconds}`,
    ],
  ),
];

/** A probe over a built-in one has its way to ask, and its port. */
const OVER: readonly CheckRow[] = [[undefined], [{}], [{ httpGet: {} }], [{ periodSeconds: 1 }]];
const NO_WAY =
  'missing v: expected a way to ask: one of exec, grpc, httpGet, tcpSocket, found none';
const ALONE: readonly CheckRow[] = [
  [{ httpGet: {} }, `missing v.httpGet.port: ${PORT}`],
  [{ periodSeconds: 1 }, NO_WAY],
];

checkTable('a liveness probe', livenessProbe, [...HANDLERS, ...OF_LIVENESS, ...OVER]);
checkTable('a readiness probe', readinessProbe, [...HANDLERS, ...OF_READINESS, ...OVER]);
checkTable('a liveness probe alone', alone(livenessProbe), [
  ...HANDLERS,
  ...OF_LIVENESS,
  ...ALONE,
  [{}, NO_WAY],
]);
checkTable('a readiness probe alone', alone(readinessProbe), [
  ...HANDLERS,
  ...OF_READINESS,
  ...ALONE,
  [{}, NO_WAY],
]);
checkTable('a startup probe', startupProbe, [
  ...HANDLERS,
  ...OF_LIVENESS,
  ...ALONE,
  [{}],
  [undefined],
]);

const pause = (grace: unknown, seconds: number): CheckRow => [
  { preStop: { sleep: { seconds } } },
  `out-of-range v.preStop.sleep.seconds: expected from 0 to the pod's ${grace} seconds of terminationGracePeriodSeconds, found the number ${seconds}`,
];
const paused = (...all: unknown[]): CheckRow[] =>
  all.map((seconds) => [{ preStop: { sleep: { seconds } }, postStart: { sleep: { seconds } } }]);

/** Of no seconds, as versions before 1.33 see it. */
const noPause: CheckRow = [
  { preStop: { sleep: { seconds: 0 } } },
  'out-of-range v.preStop.sleep.seconds: expected more than 0 seconds, found the number 0 (before 1.33)',
];

const hooks: [string, Check, readonly CheckRow[]][] = [
  [
    'the default time to end',
    lifecycle(undefined),
    [...paused(1, 30, '31'), noPause, pause(30, -1), pause(30, 31)],
  ],
  ['a time to end', lifecycle(60), [...paused(1, 60), pause(60, 61)]],
  ['no time to end', lifecycle(0), [noPause, pause(0, 1)]],
];
for (const [topic, check, rows] of hooks) checkTable(`hooks and ${topic}`, check, rows);

checkTable(
  'hooks',
  lifecycle(30),
  ['postStart', 'preStop'].flatMap((name): CheckRow[] => [
    [undefined],
    [{ [name]: { exec: { command: ['a'] } } }],
    [{ [name]: { exec: {} } }, `missing v.${name}.exec.command: ${COMMAND} nothing`],
    [{ [name]: { httpGet: {} } }, `missing v.${name}.httpGet.port: ${PORT}`],
  ]),
);
