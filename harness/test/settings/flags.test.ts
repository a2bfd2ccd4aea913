import { loadFlags } from 'kvmini-contract/flags';
import { type ProfileLoad, profileLoad } from 'kvmini-contract/profile';
import { expect, test } from 'vitest';
import { FIELD_NAMES, type FieldName, type FieldText } from '../../src/settings/fields';
import { readLayer } from '../../src/settings/layer';

/** A value for each field of a load; it does not compile without a new one. */
const LOAD: Required<ProfileLoad> = {
  ...{ requests: 7, duration: '1h30m', concurrency: 3, rate: 12.5, pattern: 'bursty' },
  ...{ burstiness: 0.25, warmup: 0, endpoint: 'completions', maxTokens: 9, promptTokens: 8 },
  ...{ dataset: '/profiles/a=b c.jsonl', extraBody: { a: { b: ['--x=1', '"', null] }, c: 1e-7 } },
  ...{ stream: false, requestTimeout: '90s', timeout: '2h', workers: 'auto', retries: 0 },
  ...{ seed: 2 ** 31, slo: { ttft: '200ms', tpot: '50ms', e2e: '5s', good: 0.95 } },
};

/** A flag as commander hands it over. */
function read(flag: string): readonly [FieldName, FieldText] {
  const [, negated, name = '', value] = /^--(no-)?([a-z-]+)(?:=(.*))?$/s.exec(flag) ?? [];
  const camel = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return [camel as FieldName, value ?? !negated];
}

const roundTrip = (load: ProfileLoad) =>
  readLayer(Object.fromEntries(loadFlags(load).map(read)), (name) => name);

test('each field of a load reaches the program by its flag', () => {
  expect(Object.keys(LOAD).sort()).toEqual(Object.keys(profileLoad.def.shape).sort());
  expect(loadFlags(LOAD).map((flag) => read(flag)[0])).toEqual(Object.keys(LOAD));
  for (const name of Object.keys(LOAD)) expect(FIELD_NAMES).toContain(name);
  expect(roundTrip(LOAD)).toEqual({ layer: LOAD, problems: [] });
});

test.each<ProfileLoad>([
  { stream: true, workers: 4 },
  { slo: { good: 1 } },
  { slo: { e2e: '1s' } },
  { rate: 1e21, burstiness: 1e-7, extraBody: {} },
])('%j as well', (load) => {
  expect(roundTrip(load)).toEqual({ layer: load, problems: [] });
});
