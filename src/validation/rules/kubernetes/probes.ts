import type { Path } from '../../../values/path';
import { mismatch } from '../../issues';
import {
  type Check,
  each,
  type Fields,
  type Finding,
  fieldsOf,
  inside,
  itemsOf,
  withoutIts,
  wrong,
} from '../finding';

const NUMBERS = [
  ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds'],
  ...['successThreshold', 'failureThreshold'],
];

const command: Check = function* (value, at) {
  const { command: words } = fieldsOf(value);
  if (itemsOf(words).length > 0) return;
  yield wrong('missing', [...at, 'command'], 'a command of one word or more', words);
};

/** `IsHTTPHeaderName` of apimachinery's validation. */
const header: Check = function* (value, at) {
  const { name } = fieldsOf(value);
  if (typeof name !== 'string' || /^[-A-Za-z0-9]+$/.test(name)) return;
  yield wrong(
    'wrong-format',
    [...at, 'name'],
    'the name of a header (a-z, A-Z, 0-9 and "-")',
    name,
  );
};

/** `validateHandler` of Kubernetes' core validation; ports have their forms by type. */
function* handler(value: unknown, at: Path): Generator<Finding> {
  const how = fieldsOf(value);
  yield* inside(how, at, 'exec', command);
  yield* inside(how, at, 'httpGet', (get, here) =>
    each(fieldsOf(get).httpHeaders, [...here, 'httpHeaders'], header),
  );
}

/** What asks on its own has to say where; a probe over the built-in one has its port. */
function* port(value: unknown, at: Path): Generator<Finding> {
  yield* inside(fieldsOf(value), at, 'httpGet', function* (get, here) {
    if (fieldsOf(get).port !== undefined) return;
    yield wrong(
      'missing',
      [...here, 'port'],
      'a port: a number from 1 to 65535, or a name',
      undefined,
      '; it is needed',
    );
  });
}

function* numbers(probe: Fields, at: Path): Generator<Finding> {
  for (const name of NUMBERS) {
    const value = probe[name];
    if (typeof value !== 'number' || value >= 0) continue;
    yield wrong('out-of-range', [...at, name], 'a whole number from 0', value);
  }
  const { terminationGracePeriodSeconds: seconds } = probe;
  if (typeof seconds === 'number' && seconds <= 0) {
    const here = [...at, 'terminationGracePeriodSeconds'];
    yield wrong('out-of-range', here, 'a whole number from 1', seconds);
  }
}

/** 0 is to Kubernetes what nothing is. */
function* onceIsEnough(probe: Fields, at: Path): Generator<Finding> {
  const { successThreshold: times } = probe;
  if (typeof times !== 'number' || times <= 1) return;
  const expected = '1, since only a readiness probe counts successes';
  yield wrong('conflict', [...at, 'successThreshold'], expected, times);
}

/** `validateLivenessProbe`; a probe over a built-in one need not say how to ask. */
export const livenessProbe: Check = function* (value, at) {
  const probe = fieldsOf(value);
  yield* handler(probe, at);
  yield* numbers(probe, at);
  yield* onceIsEnough(probe, at);
};

/** `validateReadinessProbe`. */
export const readinessProbe: Check = function* (value, at) {
  const probe = fieldsOf(value);
  yield* handler(probe, at);
  const { terminationGracePeriodSeconds: _, ...others } = probe;
  yield* numbers(others, at);
  const why = 'since a pod that is not ready is not ended';
  yield* withoutIts(probe, at, 'terminationGracePeriodSeconds', why);
};

const HANDLERS = ['exec', 'grpc', 'httpGet', 'tcpSocket'];

/** A probe that stands alone has to say how to ask. */
export const alone = (check: Check): Check =>
  function* (value, at) {
    const probe = fieldsOf(value);
    if (!HANDLERS.some((way) => probe[way] !== undefined)) {
      yield mismatch('missing', at, `a way to ask: one of ${HANDLERS.join(', ')}`, 'none');
    }
    yield* port(value, at);
    yield* check(value, at);
  };

/** `validateStartupProbe` of the harness; an empty one is none. */
export const startupProbe: Check = (value, at) =>
  Object.keys(fieldsOf(value)).length > 0 ? alone(livenessProbe)(value, at) : [];

const DEFAULT_GRACE = 30;

/** `validateSleepAction`; a pause of 0 seconds is one from 1.33 on. */
const pause = (most: number): Check =>
  function* (seconds, at) {
    if (typeof seconds !== 'number') return;
    if (seconds < 0 || seconds > most) {
      const expected = `from 0 to the pod's ${most} seconds of terminationGracePeriodSeconds`;
      yield wrong('out-of-range', at, expected, seconds);
    } else if (seconds === 0) {
      yield { ...wrong('out-of-range', at, 'more than 0 seconds', seconds), before: 33 };
    }
  };

/** `validateLifecycle`; a pause is part of the time that the pod has to end. */
export const lifecycle = (grace: unknown): Check =>
  function* (value, at) {
    const most = typeof grace === 'number' ? grace : DEFAULT_GRACE;
    for (const name of ['postStart', 'preStop']) {
      const action = fieldsOf(fieldsOf(value)[name]);
      yield* handler(action, [...at, name]);
      yield* port(action, [...at, name]);
      yield* inside(fieldsOf(action.sleep), [...at, name, 'sleep'], 'seconds', pause(most));
    }
  };
