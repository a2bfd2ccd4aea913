import { CONFIG_DEFAULTS, PROMETHEUS_URL } from 'kvmini-contract/config';
import * as z from 'zod/mini';
import { annotations, flag, labels, orEmpty, prometheusDuration, QUALIFIED_NAME } from '../formats';
import { kubernetes } from '../kubernetes/kubernetes';
import { clearable, section } from '../setting';
import { objectName } from './names';

const { monitoring: MONITORING } = CONFIG_DEFAULTS;

const relabelings = (description: string) =>
  clearable(
    z.array(kubernetes('RelabelConfig'), { error: 'a list of relabelings' }),
    [],
    description,
  );

const serviceMonitor = () =>
  section("The Prometheus operator's ServiceMonitor", {
    enabled: clearable(flag(), false, 'Create a ServiceMonitor instead of scrape annotations'),
    namespace: clearable(
      objectName(),
      '',
      "Namespace of the ServiceMonitor, where its Prometheus looks for them; empty: the release's",
    ),
    interval: clearable(
      prometheusDuration(),
      '30s',
      "Time between scrapes; empty: Prometheus' own",
    ),
    scrapeTimeout: clearable(
      prometheusDuration(),
      '10s',
      "Longest scrape, at most the interval; empty: Prometheus' own",
    ),
    labels: clearable(labels(), {}, 'Extra labels: a Prometheus selects its monitors by label'),
    annotations: clearable(annotations(), {}, 'Annotations of the ServiceMonitor'),
    honorLabels: clearable(
      flag(),
      false,
      "Let the harness's own labels win over those that Prometheus adds",
    ),
    jobLabel: clearable(
      orEmpty('a label key', QUALIFIED_NAME),
      '',
      'Label of the Service whose value is the job; empty: its name',
    ),
    relabelings: relabelings('What is done to the target before it is scraped'),
    metricRelabelings: relabelings('What is done to the metrics before they are stored'),
  });

/** `monitoring`: who reads the metrics, and whether the target's pods are measured too. */
export const monitoring = () =>
  section('Prometheus and Grafana', {
    enabled: clearable(flag(), MONITORING.enabled, 'Have Prometheus scrape the harness'),
    serviceMonitor: serviceMonitor(),
    prometheusRule: section("Alerts, as the Prometheus operator's PrometheusRule", {
      enabled: clearable(
        flag(),
        false,
        'Create a PrometheusRule: a run failed, a run missed its SLO, the harness is down',
      ),
      labels: clearable(labels(), {}, 'Extra labels: a Prometheus selects its rules by label'),
    }),
    resources: section("The target's own use of CPU and memory", {
      enabled: clearable(
        flag(),
        MONITORING.resources.enabled,
        "Sample the CPU and memory of the target's pods from `metrics.k8s.io` during a run",
      ),
    }),
    server: section("The target's own metrics, as vLLM has them", {
      enabled: clearable(
        flag(),
        MONITORING.server.enabled,
        "Scrape `/metrics` of each of the target's pods once a second during a run, and set them beside the client's figures",
      ),
    }),
    prometheus: section('A Prometheus that runs ask', {
      url: clearable(
        orEmpty(
          'an address such as http://prometheus.monitoring:9090, without a query',
          PROMETHEUS_URL,
        ),
        '',
        "Address of a Prometheus that scrapes DCGM's exporter: runs ask it for the power of the target's GPUs, for the energy of tokens; empty: none",
      ),
    }),
    dashboard: section('The Grafana dashboard as a ConfigMap', {
      enabled: clearable(flag(), false, "Create the ConfigMap for Grafana's sidecar"),
      labels: clearable(labels(), { grafana_dashboard: '1' }, 'Labels that the sidecar looks for'),
      annotations: clearable(
        annotations(),
        {},
        'Annotations of the ConfigMap, such as `grafana_folder`',
      ),
    }),
  });
