import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors';
import { listProfiles, loadProfile } from '../../src/settings/profiles';
import { type Flags, resolveSettings } from '../../src/settings/resolve';
import { messageOf, placesWith } from './places';

const config = (retries: number) => ({
  benchmark: { defaultProfile: 'standard', outputDir: '/out', timeout: '1h', retries },
  monitoring: { enabled: true, resources: { enabled: true } },
});

const none: Flags = { fields: {} };

test('flag, then profile, then environment, then config.yaml, then default', () => {
  const value = fc.option(fc.nat({ max: 9 }), { nil: undefined });
  fc.assert(
    fc.property(value, value, value, value, (flag, profile, variable, chart) => {
      const places = placesWith({
        'own/standard.yaml': profile === undefined ? {} : { retries: profile },
        ...(chart === undefined ? {} : { 'home/config.yaml': config(chart) }),
      });
      const { settings, origins } = resolveSettings(
        { fields: flag === undefined ? {} : { retries: String(flag) } },
        variable === undefined ? {} : { KVMINI_RETRIES: String(variable) },
        places,
      );
      expect(settings.retries).toBe(flag ?? profile ?? variable ?? chart ?? 3);
      const found = [flag, profile, variable, chart].findIndex((each) => each !== undefined);
      const from = ['flag', 'profile', 'environment', 'config.yaml'][found] ?? 'default';
      expect(origins.retries).toMatch(new RegExp(`^${from}`));
    }),
    { numRuns: 40 },
  );
});

test('reads every kind of setting, with durations in milliseconds', () => {
  const places = placesWith({ 'home/config.yaml': config(2) });
  const fields = {
    rate: '2.5',
    pattern: 'bursty',
    duration: '1m30s',
    slo: 'ttft=200ms,tpot=50ms,e2e=5s,good=95%',
    insecure: true,
    url: 'http://x',
  };
  const { settings } = resolveSettings({ fields }, { KVMINI_MODEL_URI: 's3://m' }, places);
  expect(settings).toMatchObject({
    rate: 2.5,
    pattern: 'bursty',
    durationMs: 90_000,
    slo: { ttftMs: 200, tpotMs: 50, e2eMs: 5_000, good: 0.95 },
    insecure: true,
    timeoutMs: 3_600_000,
    outputDir: '/out',
    resources: true,
    modelUri: 's3://m',
  });
  expect(settings).not.toHaveProperty('requests');
});

test('whoever says how long a run is says it alone; a service on the command line beats a url', () => {
  const places = placesWith({ 'own/standard.yaml': { requests: 200 } });
  const timed = resolveSettings({ fields: { duration: '5s' } }, {}, places).settings;
  expect(timed).toMatchObject({ durationMs: 5_000 });
  expect(timed).not.toHaveProperty('requests');
  const fields = { service: 'a', namespace: 'b' };
  const served = resolveSettings({ fields }, { KVMINI_URL: 'http://x' }, places).settings;
  expect(served).not.toHaveProperty('url');
});

test('an empty variable is one that is not set, as the chart leaves it', () => {
  const env = { KVMINI_SERVICE: '', KVMINI_OUTPUT_DIR: '', KVMINI_MODEL_URI: '' };
  const { settings } = resolveSettings(none, env, placesWith({}));
  expect(settings).toMatchObject({ outputDir: '/data/results' });
  expect(settings).not.toHaveProperty('service');
});

test('names every problem at once, with its place and the nearest known name', () => {
  const places = placesWith({
    'data/profiles/mine.yaml': { requets: 3, warmup: -1, slo: { tft: '1s' } },
  });
  const flags = { profile: 'mine', fields: { requests: '0', pattern: 'poison', timeout: '3 s' } };
  const attempt = () => resolveSettings(flags, { KVMINI_SEED: '1.5' }, places);
  expect(attempt).toThrow(UsageError);
  const lines = messageOf(attempt).split('\n');
  expect(lines).toEqual([
    expect.stringMatching(/mine.yaml: warmup: expected a number of at least 0, found -1$/),
    expect.stringMatching(/mine.yaml: slo.tft: unknown \(did you mean ttft\?\)$/),
    expect.stringMatching(/mine.yaml: requets: unknown \(did you mean requests\?\)$/),
    '--requests: expected a number of at least 1, found "0"',
    '--pattern: expected steady or poisson or bursty, found "poison"',
    '--timeout: expected a duration above 0 such as 500ms, 90s or 1h30m, found "3 s"',
    'KVMINI_SEED: expected a whole number, found "1.5"',
  ]);
});

test('refuses what contradicts itself', () => {
  const fields = { pattern: 'poisson', stream: false, slo: 'ttft=1s' };
  const message = messageOf(() => resolveSettings({ fields }, {}, placesWith({})));
  expect(message).toMatch(/--pattern: .*need a --rate/);
  expect(message).toMatch(/--slo: .*need --stream/);
});

test.each([
  ['10000001', '--prompt-tokens: expected a number of at most 10000000, found "10000001"'],
  ['10000000', undefined],
])('a prompt of %s tokens', (promptTokens, problem) => {
  const attempt = () => resolveSettings({ fields: { promptTokens } }, {}, placesWith({}));
  if (problem === undefined) expect(attempt().settings.promptTokens).toBe(Number(promptTokens));
  else expect(messageOf(attempt)).toBe(problem);
});

test('of a limit that is given twice none is taken', () => {
  const fields = { slo: 'ttft=200ms,ttft=300ms,good=95%,good=5%' };
  expect(messageOf(() => resolveSettings({ fields }, {}, placesWith({}))).split('\n')).toEqual([
    '--slo ttft: expected a duration above 0 such as 500ms, 90s or 1h30m, found "200ms and 300ms"',
    '--slo good: expected a number, found "95% and 5%"',
  ]);
});

test('a wrong config.yaml is an error with its place', () => {
  const wrong = { ...config(1), monitorng: {} };
  const message = messageOf(() =>
    resolveSettings(none, {}, placesWith({ 'home/config.yaml': wrong })),
  );
  expect(message).toMatch(/config.yaml: monitorng: unknown \(did you mean monitoring\?\)/);
});

test('profiles: the data volume first, then the mounted ones, then the built-in ones', () => {
  const places = placesWith({
    'data/profiles/a.yaml': { requests: 1 },
    'mounted/custom/a.yaml': { requests: 2 },
    'mounted/custom/..2024/hidden.yaml': { requests: 2 },
    'mounted/custom/b.yml': { requests: 3 },
    'home/profiles/b.yaml': { requests: 4 },
    'home/profiles/c.json': '{"requests": 5}',
  });
  const requests = (name: string) => loadProfile(name, places).load.requests;
  expect(['a', 'b', 'c'].map(requests)).toEqual([1, 3, 5]);
  expect(listProfiles(places).map(({ name, hidden }) => [name, hidden])).toEqual([
    ['a', false],
    ['a', true],
    ['b', false],
    ['b', true],
    ['c', false],
    ['standard', false],
  ]);
  expect(() => loadProfile('standrd', places)).toThrow('did you mean standard?');
  expect(() => loadProfile('./none.yaml', places)).toThrow('no such file');
});

test('workers are given by flag, variable or profile: a number, or as many as there are cores', () => {
  const places = placesWith({
    'own/standard.yaml': { workers: 3 },
    'own/all.yaml': { workers: 'auto' },
    'own/one.yaml': {},
  });
  const workers = (flags: Flags, env = {}) => resolveSettings(flags, env, places).settings.workers;
  expect(workers(none)).toBe(3);
  expect(workers({ fields: { workers: '2' } })).toBe(2);
  expect(workers({ profile: 'all', fields: {} })).toBe(
    workers({ profile: 'one', fields: {} }, { KVMINI_WORKERS: 'auto' }),
  );
  expect(workers({ profile: 'one', fields: {} })).toBe(1);
});

test.each(['0', '257', '2.5', 'many', ''])('--workers %j is refused', (workers) => {
  const message = messageOf(() => resolveSettings({ fields: { workers } }, {}, placesWith({})));
  expect(message).toBe(
    `--workers: expected auto, or a whole number from 1 to 256, found ${JSON.stringify(workers)}`,
  );
});
