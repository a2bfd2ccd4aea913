import { afterAll, describe, expect, test } from 'vitest';
import { defaultTo, isTrue, type JsonValue, type Values } from '../../src/helm';
import { helm, Oracle } from './oracle';

const CASES: readonly JsonValue[] = [
  ...[null, false, true, 0, -0, 0.5, 1, -1, 1e-300, '', ' ', '0', 'false', 'null', 'x'],
  ...[[], [0], [null], [[]], {}, { a: null }, { '': 0 }, { a: {} }],
];

const TEMPLATE = [
  '{{- $truths := list }}{{ $defaults := list }}',
  '{{- range .Values.cases }}',
  '{{- $truths = append $truths (ternary true false (not (not .))) }}',
  '{{- $defaults = append $defaults (. | default "fallback") }}',
  '{{- end }}{{ $absent := list (not (not .Values.absent)) (default "fallback" .Values.absent) }}',
  'values: {{ dict "truths" $truths "defaults" $defaults "absent" $absent | toJson }}',
].join('');

describe.skipIf(!helm)('truth and default', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.dispose());

  test('as in a template', async () => {
    const chart = oracle.chart({ name: 'c', template: TEMPLATE });
    const { charts } = await oracle.render(chart, ['--set-json', JSON.stringify({ cases: CASES })]);
    const { truths, defaults, absent } = charts.get('c') as Values;
    expect(CASES.map(isTrue)).toEqual(truths);
    expect(CASES.map((value) => defaultTo('fallback', value))).toEqual(defaults);
    expect([isTrue(undefined), defaultTo('fallback', undefined)]).toEqual(absent);
  });
});

test('a map whose only member is undefined is empty', () => {
  expect(isTrue({ a: undefined } as unknown as Values)).toBe(false);
});
