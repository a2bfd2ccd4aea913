import { expect, test } from 'vitest';
import { checkRun } from '../../src/validation/run';

/** Checks a run, props of which may be wrong. */
const check = (props: object) => checkRun({ name: 'nightly', ...props } as object);

const found = (props: object) =>
  check(props).issues.map(({ code, path, message }) => `${code} ${path}: ${message}`);

const SCHEDULE =
  'wrong-format schedule: expected a schedule of cron with five fields, such as 0 3 * * *, or @daily, found';

test.each<[object, ...string[]]>([
  [{}],
  [{ schedule: undefined, bench: undefined, claim: undefined, nobodys: undefined }],
  [{ release: 1, bench: { rate: 1 }, claim: { size: '1Gi' }, resources: {}, extraEnv: [] }],
  [{ schedule: '@daily' }],
  [{ schedule: '* *' }, `${SCHEDULE} the string "* *" (2 fields)`],
  [{ schedule: '' }, `${SCHEDULE} an empty string (0 fields)`],
  [{ schedule: 7 }, 'wrong-type schedule: expected a string, found the number 7'],
  [{ pods: 0 }, 'out-of-range pods: expected a whole number from 1 to 256, found the number 0'],
  [
    { name: undefined },
    'missing name: expected a DNS label (a-z, 0-9 and "-", at most 63 characters), found nothing',
  ],
  // What is near, and else all that is known.
  [{ pod: 1 }, 'unknown-key pod: unknown key; did you mean pods?'],
  [{ benchs: {} }, 'unknown-key benchs: unknown key; did you mean bench?'],
  [{ claims: {} }, 'unknown-key claims: unknown key; did you mean claim?'],
  [
    { qqq: 1 },
    'unknown-key qqq: unknown key; known here: name, profile, target, schedule, timeZone, suspend, startingDeadlineSeconds, successfulJobsHistoryLimit, failedJobsHistoryLimit, ttlSecondsAfterFinished, activeDeadlineSeconds, pods, baseline, maxRegression, release, bench, claim, resources, extraEnv',
  ],
  [{ target: { modle: 'a' } }, 'unknown-key target.modle: unknown key; did you mean target.model?'],
  [
    { target: { qqq: 'a' } },
    'unknown-key target.qqq: unknown key; known here: service, namespace, url, model',
  ],
  [
    { target: 1 },
    'wrong-type target: expected a map of service, namespace, url and model, found the number 1',
  ],
  // What values say of it is said of the prop.
  [{ bench: 1 }, 'wrong-type bench: expected a map, found the number 1'],
  [{ bench: { rates: 1 } }, 'unknown-key bench.rates: unknown key; did you mean bench.rate?'],
  [{ claim: { sizee: '1' } }, 'unknown-key claim.sizee: unknown key; did you mean claim.size?'],
  [
    { resources: { requests: { cpu: 3 } } },
    'conflict resources.requests.cpu: expected at most the limit 2000m, found 3; lower it or raise resources.limits.cpu',
  ],
  [
    { extraEnv: [{ name: 'KUBECONFIG' }] },
    'duplicate extraEnv[0].name: expected a name of its own, found KUBECONFIG, which is taken by the chart itself',
  ],
  [
    { pods: 0, claim: 1 },
    'out-of-range pods: expected a whole number from 1 to 256, found the number 0',
    'wrong-type claim: expected a map, found the number 1',
  ],
])('%j', (props, ...lines) => {
  expect(found(props)).toEqual(lines);
});

test('what is meant is suggested by the prop’s own path, and by nothing where it is not known', () => {
  expect(check({ claim: { sizee: '1' } }).issues[0]?.suggestion).toBe('claim.size');
  expect(check({ pod: 1 }).issues[0]?.suggestion).toBe('pods');
  expect(check({ claim: 1 }).issues[0]).not.toHaveProperty('suggestion');
});

test('what is right comes with the values that it leads to', () => {
  const run = check({ pods: 2, bench: { rate: 3 }, claim: { size: '7Gi' } });
  expect(run.own).toEqual({ name: 'nightly', pods: 2 });
  expect(run.values?.persistence.size).toBe('7Gi');
  expect(run.values?.benchmark.profiles).toEqual({ bench: { rate: 3 } });
  expect(run.issues).toEqual([]);
  expect(check({ name: 'A' }).own).toBeUndefined();
  expect(check({ schedule: '*' }).own).toBeUndefined();
});
