import { expect, test } from 'vitest';
import { coldParts, momentsOf } from '../../src/cold/parts';
import { podsThere, pulledIn, startingPods } from '../../src/cold/pods';
import { StartWatch } from '../../src/cold/start-watch';
import { inTerminal } from '../../src/figures/format';
import { type ColdRound, MOMENTS } from '../../src/results/cold';
import { coldLines } from '../../src/results/cold-lines';

interface Made {
  readonly conditions?: readonly string[];
  readonly state?: object;
  readonly init?: boolean;
  readonly more?: object;
}

const pod = (name: string, { conditions = [], state, init, more }: Made = {}) => ({
  metadata: { name, uid: `uid-${name}`, ...more },
  spec: {
    containers: [{ name: 'queue-proxy' }, { name: 'kserve-container' }],
    ...(init && { initContainers: [{ name: 'storage-initializer' }] }),
  },
  status: {
    phase: 'Pending',
    conditions: conditions.map((type) => ({ type, status: 'True' })),
    ...(state && {
      containerStatuses: [
        { name: 'queue-proxy', state: { running: {} } },
        { name: 'kserve-container', state },
      ],
    }),
  },
});
const look = (watch: StartWatch, at: number, ...pods: object[]) =>
  watch.look(startingPods(pods), at);
const pulled = (name: string, container: string, message = 'Successfully pulled image "x"') => ({
  reason: 'Pulled',
  ...{
    message,
    involvedObject: { uid: `uid-${name}`, fieldPath: `spec.containers{${container}}` },
  },
});

test('each moment is when it was first seen, and the first pod that is ready counts', () => {
  const watch = new StartWatch();
  look(watch, 100);
  expect(watch.waits).toBe('no pod is made yet');
  look(watch, 200, pod('a'), pod('b'));
  look(watch, 300, pod('a', { conditions: ['PodScheduled'] }), pod('b'));
  expect(watch.pulling(300).map(({ name }) => name)).toEqual(['a']);
  const scheduled = { conditions: ['PodScheduled'], state: { waiting: { reason: 'Pulling' } } };
  look(watch, 400, pod('a', scheduled), pod('b', scheduled));
  watch.images(pulledIn([pulled('a', 'queue-proxy'), pulled('b', 'kserve-container')]), 450);
  const running = { conditions: ['PodScheduled', 'Initialized'], state: { running: {} } };
  look(watch, 500, pod('a', scheduled), pod('b', running));
  expect(watch.isReady).toBe(false);
  expect(watch.waits).toBe('a waits (Pulling), b runs, and is not ready');
  const ready = { ...running, conditions: [...running.conditions, 'Ready'] };
  look(watch, 600, pod('a', scheduled), pod('b', ready));
  look(watch, 700, pod('a', ready), pod('b', ready));
  expect(watch.isReady).toBe(true);
  const { pod: name, imageWasThere, at } = watch.seen();
  expect([name, imageWasThere]).toEqual(['b', false]);
  expect(momentsOf({ at: { ...at, firstToken: 660 } }, 150)).toEqual({
    ...{ created: 50, scheduled: 250, initialized: null, pulled: 300 },
    ...{ started: 350, ready: 450, firstToken: 510 },
  });
});

test('init containers are a part of their own; an image that was there is told', () => {
  const watch = new StartWatch();
  const made = { init: true, conditions: ['PodScheduled', 'Initialized'], state: { running: {} } };
  look(watch, 10, pod('a', { init: true, conditions: ['PodScheduled'] }));
  look(watch, 20, pod('a', made));
  // The event is told later than what it led to.
  const message = 'Container image "x" already present on machine';
  watch.images(pulledIn([pulled('a', 'kserve-container', message)]), 25);
  const { imageWasThere, at } = watch.seen();
  expect(imageWasThere).toBe(true);
  expect(at).toMatchObject({ scheduled: 10, initialized: 20, pulled: 20, started: 20 });
  expect(watch.pulling(30)).toEqual([]);
});

test('events are asked for no longer than a moment after a container runs', () => {
  const watch = new StartWatch();
  look(watch, 0, pod('a', { conditions: ['PodScheduled'], state: { running: {} } }));
  expect([watch.pulling(2_000).length, watch.pulling(2_001).length]).toEqual([1, 0]);
});

test('pods that end are there until they are gone, and start nothing; those that ended are not', () => {
  const ends = pod('ends', { more: { deletionTimestamp: '2026-01-01T00:00:00Z' } });
  const over = { ...pod('over'), status: { phase: 'Failed' } };
  const all = [ends, over, pod('new'), null, { metadata: {} }];
  expect(podsThere(all).map(({ metadata }) => metadata.name)).toEqual(['ends', 'new']);
  expect(startingPods(all).map(({ name }) => name)).toEqual(['new']);
});

const round = (index: number, ...ms: (number | null)[]): ColdRound => ({
  ...{ round: index, at: '2026-01-01T00:00:00.000Z', pod: 'demo-x', imageWasThere: null, tries: 1 },
  moments: Object.fromEntries(
    MOMENTS.map((name, i) => [name, ms[i] ?? null]),
  ) as ColdRound['moments'],
});
/** Created, scheduled, no init containers, pulled, started, ready, first token. */
const ROUNDS = [
  round(0, 100, 200, null, 1_200, 1_300, 9_300, 9_400),
  round(1, 100, 300, null, 3_300, 3_400, 13_400, 13_500),
];

test('parts are from the moment before; two rounds have bounds, by hand', () => {
  const parts = coldParts(ROUNDS);
  expect(parts.map(({ part, mean }) => [part, mean])).toEqual([
    ['created', 100],
    ['scheduled', 150],
    ['pulled', 2_000],
    ['started', 100],
    ['ready', 9_000],
    ['firstToken', 100],
  ]);
  // Student's t of one degree at 97.5 % is 12.7062; the deviation of 8,000 and 10,000 is 1,414.21.
  const ready = parts.find(({ part }) => part === 'ready');
  expect(ready?.high).toBeCloseTo(9_000 + (12.7062 * 1_414.2136) / Math.SQRT2, 0);
  expect(ready?.low).toBe(0);
  expect(coldParts(ROUNDS.slice(0, 1))[0]).toEqual({
    ...{ part: 'created', count: 1, mean: 100, low: null, high: null },
  });
  expect(coldParts([])).toEqual([]);
});

test('a moment that was seen later than the one behind it takes nothing away', () => {
  const [only] = [round(0, 100, null, null, null, null, 900, 850)];
  expect(coldParts(only ? [only] : []).map(({ part, mean }) => [part, mean])).toEqual([
    ['created', 100],
    ['ready', 800],
    ['firstToken', 0],
  ]);
});

test('it is told in seconds, part by part, then round by round', () => {
  const lines = coldLines(
    {
      ...{ way: 'Deployment', deployment: 'ml/demo', replicas: 2, everyMs: 200 },
      ...{ rounds: ROUNDS.slice(0, 1), parts: coldParts(ROUNDS.slice(0, 1)) },
    },
    inTerminal,
  );
  expect(lines).toEqual([
    ['Starts from zero', '1 of the Deployment ml/demo, scaled from 2 to zero and back'],
    ['… pod made', '0.10 s'],
    ['… scheduled', '0.10 s'],
    ['… image pulled', '1.00 s'],
    ['… container started', '0.10 s'],
    ['… ready', '8.00 s'],
    ['… first token', '0.10 s'],
    ['Round 1', 'ready after 9.30 s, first token after 9.40 s (demo-x)'],
  ]);
  expect(coldLines(undefined, inTerminal)).toEqual([]);
});
