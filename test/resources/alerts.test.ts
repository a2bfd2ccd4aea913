import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as plain } from 'vitest';
import { getObject, renderValues } from '../../src';
import { missing } from '../../tools/missing';

const VALUES = { monitoring: { enabled: true, prometheusRule: { enabled: true } } } as const;

const hasPromtool = spawnSync('promtool', ['--version']).error === undefined;
const test =
  hasPromtool || missing("promtool is missing (Debian's prometheus)") ? plain : plain.skip;

interface Case {
  /** Series a minute apart, in promtool's notation, by metric and own labels. */
  readonly series: Readonly<Record<string, string>>;
  /** The minute to look at. */
  readonly at: number;
  readonly firing: readonly string[];
}

const UP = { 'kvmini_build_info{version="1.0.0"': '1x60' };
const failed = (values: string) => ({ 'kvmini_runs_total{outcome="failed"': values, ...UP });
const slo = (values: string) => ({ 'kvmini_last_run_slo_met{': values, ...UP });

const CASES: Readonly<Record<string, Case>> = {
  'a run failed': { series: failed('0 0 0 1x57'), at: 5, firing: ['KvminiRunFailed'] },
  'it failed a quarter of an hour ago': { series: failed('0 0 0 1x57'), at: 20, firing: [] },
  'a run was killed': {
    series: { 'kvmini_runs_total{outcome="killed"': '2 2 3x58', ...UP },
    at: 4,
    firing: ['KvminiRunFailed'],
  },
  'a run was interrupted by hand': {
    series: { 'kvmini_runs_total{outcome="interrupted"': '0 0 1x58', ...UP },
    at: 4,
    firing: [],
  },
  'runs that are done': {
    series: { 'kvmini_runs_total{outcome="done"': '0 1 2 3x57', ...UP },
    at: 4,
    firing: [],
  },
  'the last run missed its SLO': { series: slo('1 1 0x58'), at: 5, firing: ['KvminiSloMissed'] },
  'a later run met it': { series: slo('0 0 0 1x57'), at: 5, firing: [] },
  'there are no metrics': { series: {}, at: 5, firing: ['KvminiHarnessDown'] },
  'for less than 5 minutes': { series: {}, at: 4, firing: [] },
  'only a harness elsewhere has some': {
    series: { 'kvmini_build_info{namespace="other",service="kvmini-harness"': '1x60' },
    at: 5,
    firing: ['KvminiHarnessDown'],
  },
};

const ALERTS = ['KvminiRunFailed', 'KvminiSloMissed', 'KvminiHarnessDown'];
const OWN = 'namespace="benchmark",service="kvmini-harness"';

/** A series as promtool reads it, with the labels that a ServiceMonitor gives. */
function seriesName(name: string): string {
  if (name.includes('namespace=')) return `${name}}`;
  return `${name}${name.endsWith('{') ? '' : ','}${OWN}}`;
}

const { spec } = getObject(renderValues(VALUES), 'PrometheusRule');
const ruleOf = (alert: string) =>
  spec.groups[0].rules.find((rule: { alert: string }) => rule.alert === alert);

/** The labels that an alert has: those of its series, and the severity. */
function expectedAlert(alert: string, { series }: Case) {
  const [name = ''] = Object.keys(series);
  const outcome = /outcome="(\w+)"/.exec(name)?.[1];
  return {
    exp_labels: {
      ...{ severity: 'warning', namespace: 'benchmark', service: 'kvmini-harness' },
      ...(outcome !== undefined && { outcome }),
    },
    exp_annotations: ruleOf(alert).annotations,
  };
}

test('the alerts fire when they should, and only then, by the real promtool', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-alerts-'));
  writeFileSync(join(folder, 'rules.yaml'), JSON.stringify(spec));
  const tests = Object.entries(CASES).map(([name, one]) => ({
    name,
    interval: '1m',
    input_series: Object.entries(one.series).map(([series, values]) => ({
      ...{ series: seriesName(series), values },
    })),
    alert_rule_test: ALERTS.map((alertname) => ({
      ...{ eval_time: `${one.at}m`, alertname },
      exp_alerts: one.firing.includes(alertname) ? [expectedAlert(alertname, one)] : [],
    })),
  }));
  const file = { rule_files: ['rules.yaml'], evaluation_interval: '1m', tests };
  writeFileSync(join(folder, 'test.yaml'), JSON.stringify(file));
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', 'test.yaml'], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({
    status: 0,
    output: '',
  });
});

plain('no pods, no alert for a harness that is down', () => {
  const objects = renderValues({ ...VALUES, replicaCount: 0 });
  const { rules } = getObject(objects, 'PrometheusRule').spec.groups[0];
  expect(rules.map(({ alert }: { alert: string }) => alert)).toEqual(ALERTS.slice(0, 2));
});
