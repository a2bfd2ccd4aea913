/**
 * Every value of the chart: key, type, bounds, default and meaning.
 *
 * The interface `KvminiValues`, `values.yaml`, `values.schema.json` and the tables of the README are
 * generated from this file by `npm run generate`.
 */

import { CONFIG_DEFAULTS } from 'kvmini-contract/config';
import { profile } from 'kvmini-contract/profile';
import * as z from 'zod/mini';
import {
  annotations,
  anyText,
  DNS_1035_LABEL,
  DNS_LABEL,
  DNS_SUBDOMAIN,
  duration,
  flag,
  integer,
  labels,
  numberOrText,
  oneOf,
  orEmpty,
  prometheusDuration,
  quantity,
  text,
} from './formats';
import { localObjectReference, networkPolicyPeer, policyRule } from './kubernetes/access';
import { once } from './once';
import { podValues } from './pod-values';
import { clearable, clearableSection, openSection, removable, section, setting } from './setting';

const chartName = once(() => orEmpty('a name of a-z, 0-9 and "-"', /^[-A-Za-z0-9_.]+$/));
const objectName = once(() => orEmpty('a DNS name (a-z, 0-9, "-" and ".")', DNS_SUBDOMAIN));

const REGISTRY = '[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?(:\\d+)?';
const IMAGE_PART = '[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*';

const image = () =>
  section('Container image', {
    repository: setting(
      text(
        'an image name without tag or digest, such as kvmini/kvmini-harness',
        // A port belongs to a registry, and so to a path: `kvmini:5000` has a tag.
        new RegExp(`^(${REGISTRY}/)?${IMAGE_PART}(/${IMAGE_PART})*$`),
      ),
      'kvmini/kvmini-harness',
      'Container image repository',
    ),
    tag: clearable(
      orEmpty(
        'an image tag as a string, such as "1.10"',
        /^[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}(@sha256:[a-f0-9]{64})?$/,
      ),
      'latest',
      'Container image tag, with `@sha256:…` to pin a digest; empty: the app version',
    ),
    pullPolicy: setting(
      oneOf('Always', 'IfNotPresent', 'Never'),
      'IfNotPresent',
      'Image pull policy',
    ),
  });

const resourceList = (description: string, cpu: string, memory: string) =>
  clearableSection(
    openSection(description, quantity(), {
      cpu: removable(quantity(), cpu, 'CPU, such as 500m or 2'),
      memory: removable(quantity(), memory, 'Memory, such as 4Gi'),
      'ephemeral-storage': removable(quantity(), undefined, 'Local disk, such as 1Gi'),
    }),
    {},
  );

const resources = () =>
  clearableSection(
    section('CPU and memory of the harness', {
      requests: resourceList('What the pod is sure to get', '1000m', '2Gi'),
      limits: resourceList('What the pod may use at most', '2000m', '4Gi'),
    }),
    { requests: {}, limits: {} },
  );

const persistence = () =>
  section('Storage of results', {
    enabled: clearable(
      flag(),
      true,
      'Enable persistent storage; without it, results live as long as the pod',
    ),
    size: setting(quantity(), '10Gi', 'Storage size'),
    storageClass: clearable(
      orEmpty(
        'the name of a StorageClass, or "-" for the empty class',
        new RegExp(`^-$|${DNS_SUBDOMAIN.source}`),
      ),
      '',
      "Storage class; empty: the cluster's default, `-`: no class, so no dynamic provisioning",
    ),
    accessMode: setting(
      oneOf('ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany'),
      'ReadWriteOnce',
      'Access mode',
    ),
    existingClaim: clearable(objectName(), '', 'Use this claim and create none'),
    annotations: clearable(annotations(), {}, 'Annotations of the claim'),
  });

const serviceAccount = () =>
  section('The account the pod runs as', {
    create: clearable(flag(), true, 'Create service account'),
    name: clearable(
      objectName(),
      '',
      'Service account name; empty: the full name, or `default` where none is created',
    ),
    annotations: clearable(annotations(), {}, 'Service account annotations'),
  });

const rbac = () =>
  section('What the service account may read', {
    create: clearable(flag(), true, 'Create RBAC resources'),
    rules: clearable(
      z.array(policyRule(), { error: 'a list of rules' }),
      [],
      'Additional RBAC rules',
    ),
    scope: setting(
      oneOf('cluster', 'namespace'),
      'cluster',
      '`cluster`: a ClusterRole; `namespace`: Roles in the namespaces of the release and of the target',
    ),
  });

const service = () =>
  section('The Service in front of the metrics', {
    type: setting(oneOf('ClusterIP', 'NodePort', 'LoadBalancer'), 'ClusterIP', 'Service type'),
    port: setting(integer('a port from 1 to 65535', 1, 65_535), 8080, 'Service port'),
    annotations: clearable(annotations(), {}, 'Service annotations'),
  });

const profileName = once(() =>
  text(
    'a profile name (a-z, A-Z, 0-9, "-", "_" and ".")',
    /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
    200,
  ),
);

const { benchmark: BENCHMARK, monitoring: MONITORING } = CONFIG_DEFAULTS;

const benchmark = () =>
  section('How benchmarks run', {
    defaultProfile: setting(profileName(), BENCHMARK.defaultProfile, 'Default benchmark profile'),
    outputDir: setting(
      text('an absolute path', /^\/.*$/, 4096),
      BENCHMARK.outputDir,
      'Results output directory',
    ),
    timeout: setting(duration(), BENCHMARK.timeout, 'Benchmark timeout'),
    retries: setting(
      integer('a whole number from 0', 0, Number.MAX_SAFE_INTEGER),
      BENCHMARK.retries,
      'Number of retries: how often a run is started again that could not reach its target',
    ),
    profiles: clearable(
      z.record(profileName(), profile, { error: 'a map of profiles' }),
      {},
      'Extra profiles by name, beside the built-in `standard`, `burst`, `sustained` and `smoke`',
    ),
  });

const monitoring = () =>
  section('Prometheus and Grafana', {
    enabled: clearable(flag(), MONITORING.enabled, 'Have Prometheus scrape the harness'),
    serviceMonitor: section("The Prometheus operator's ServiceMonitor", {
      enabled: clearable(flag(), false, 'Create a ServiceMonitor instead of scrape annotations'),
      interval: setting(prometheusDuration(), '30s', 'Time between scrapes'),
      scrapeTimeout: setting(prometheusDuration(), '10s', 'Longest scrape, at most the interval'),
      labels: clearable(labels(), {}, 'Extra labels: a Prometheus selects its monitors by label'),
    }),
    resources: section("The target's own use of CPU and memory", {
      enabled: clearable(
        flag(),
        MONITORING.resources.enabled,
        "Sample the CPU and memory of the target's pods from `metrics.io` during a run",
      ),
    }),
    dashboard: section('The Grafana dashboard as a ConfigMap', {
      enabled: clearable(flag(), false, "Create the ConfigMap for Grafana's sidecar"),
      labels: clearable(labels(), { grafana_dashboard: '1' }, 'Labels that the sidecar looks for'),
    }),
  });

const networkPolicy = () =>
  section('Who may connect to the harness', {
    enabled: clearable(flag(), false, 'Create a NetworkPolicy'),
    ingressFrom: clearable(
      z.array(networkPolicyPeer(), { error: 'a list of peers' }),
      [],
      "Peers that may connect to port `http`; empty: any pod of the release's namespace",
    ),
  });

const minimum = 'a whole number from 0, or a percentage such as "50%"';

const podDisruptionBudget = () =>
  section('How many pods a node drain must leave', {
    enabled: clearable(flag(), false, 'Create a PodDisruptionBudget'),
    minAvailable: setting(
      numberOrText(minimum, integer(minimum, 0), /^(100|[1-9]?[0-9])%$/),
      1,
      'Pods that must stay available, as a number or a percentage',
    ),
  });

/** The values a parent chart shares with all its subcharts. */
const global = () =>
  section('Values shared with a parent chart', {
    isvc: section('The InferenceService to measure', {
      name: clearable(
        orEmpty('a DNS label that begins with a letter', DNS_1035_LABEL),
        '',
        'Target InferenceService name',
      ),
      namespace: clearable(
        orEmpty('a DNS label', DNS_LABEL),
        '',
        'Target InferenceService namespace',
      ),
    }),
    model: section('The model it serves', {
      storageUri: clearable(anyText(), '', 'Model storage URI'),
    }),
  });

/** The type of each value and section at the top, made when a user sets it: most set few. */
const TYPES = {
  enabled: () =>
    clearable(flag(), false, 'Enable the kvmini subchart; read by a parent chart only'),
  nameOverride: () => clearable(chartName(), '', 'Override chart name'),
  fullnameOverride: () => clearable(chartName(), '', 'Override full name'),
  replicaCount: () => setting(integer('a whole number from 0', 0), 1, 'Number of harness pods'),
  image,
  imagePullSecrets: () =>
    clearable(
      z.array(localObjectReference(), { error: 'a list of references such as {name: regcred}' }),
      [],
      'Image pull secrets',
    ),
  resources,
  persistence,
  serviceAccount,
  rbac,
  service,
  benchmark,
  global,
  monitoring,
  networkPolicy,
  podDisruptionBudget,
  ...podValues,
};

type Types = typeof TYPES;

const types = new Map(Object.entries(TYPES).map(([key, make]) => [key, once<z.ZodMiniType>(make)]));

/** The type of a value or section at the top, or `undefined` where there is none of that name. */
export function topLevelType(key: string): z.ZodMiniType | undefined {
  return types.get(key)?.();
}

function allTypes(): { [Key in keyof Types]: ReturnType<Types[Key]> } {
  const entries = Object.keys(TYPES).map((key) => [key, topLevelType(key)]);
  return Object.fromEntries(entries);
}

/** All values of the chart, complete: what is left after the defaults were filled in. */
export const valuesSchema = once(() => section('Values of the kvmini chart', allTypes()));
