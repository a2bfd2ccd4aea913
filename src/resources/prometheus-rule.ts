import type { PrometheusRuleSpec } from '../../imports/monitoring.coreos.com';
import type { Release } from '../release/release';
import { type Manifest, metadata, type Plain } from './manifest';

type Rule = Plain<PrometheusRuleSpec>['groups'][number]['rules'][number];

/** How far back an alert looks for what happened once: longer than Alertmanager waits, shorter than a night. */
const LOOKED_BACK = '15m';

// No text has braces: Helm would read a template of Prometheus as one of its own.

function runFailed(of: string): Rule {
  return {
    alert: 'KvminiRunFailed',
    expr: `increase(kvmini_runs_total{${of},outcome=~"failed|killed"}[${LOOKED_BACK}]) > 0`,
    labels: { severity: 'warning' },
    annotations: {
      summary: 'A benchmark run failed',
      description: `A run of the harness failed or was killed within the last ${LOOKED_BACK}: its log and the reports say why.`,
    },
  };
}

function sloMissed(of: string): Rule {
  return {
    alert: 'KvminiSloMissed',
    expr: `kvmini_last_run_slo_met{${of}} == 0`,
    labels: { severity: 'warning' },
    annotations: {
      summary: 'The last benchmark run missed its SLO',
      description:
        'Fewer requests than asked for met the SLO of the profile; it is over when a run meets its own again.',
    },
  };
}

function harnessDown(of: string): Rule {
  return {
    alert: 'KvminiHarnessDown',
    expr: `absent(kvmini_build_info{${of}})`,
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'The benchmark harness is down',
      description: 'Prometheus has had no metrics of the harness for 5 minutes.',
    },
  };
}

/**
 * Has a Prometheus of the operator tell of failed runs, of a missed SLO, and of a harness that is down.
 *
 * The metrics are found by the labels that a ServiceMonitor gives them, and most other scrape configurations too.
 */
export function prometheusRule(release: Release): Manifest | undefined {
  const { enabled, prometheusRule: settings } = release.values.monitoring;
  if (!enabled || !settings.enabled) return undefined;
  const of = `namespace="${release.namespace}",service="${release.fullname}"`;
  const isWanted = release.values.replicaCount > 0;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: metadata(release, release.fullname, { labels: settings.labels }),
    spec: {
      groups: [
        {
          name: release.fullname,
          rules: [runFailed(of), sloMissed(of), ...(isWanted ? [harnessDown(of)] : [])],
        },
      ],
    } satisfies Plain<PrometheusRuleSpec>,
  };
}
