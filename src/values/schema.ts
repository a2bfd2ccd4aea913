/**
 * Every value of the chart: key, type, bounds, default and meaning.
 *
 * The interface `KvminiValues`, `values.yaml`, `values.schema.json` and the tables of the README are
 * generated from this file by `npm run generate`.
 */

import * as z from 'zod/mini';
import { benchmark, monitoring } from './config-values';
import {
  annotations,
  anyText,
  DNS_1035_LABEL,
  DNS_LABEL,
  DNS_SUBDOMAIN,
  flag,
  integer,
  numberOrText,
  oneOf,
  orEmpty,
  quantity,
  text,
} from './formats';
import { kubernetes } from './kubernetes/kubernetes';
import { once } from './once';
import { extraValues, podValues } from './pod-values';
import { readmeTable, type TopLevelValue } from './readme-table';
import { clearable, clearableSection, openSection, removable, section, setting } from './setting';

const chartName = once(() => orEmpty('a name of a-z, 0-9 and "-"', /^[-A-Za-z0-9_.]+$/));
const objectName = once(() => orEmpty('a DNS name (a-z, 0-9, "-" and ".")', DNS_SUBDOMAIN));

const hostName = once(() =>
  text(
    'a DNS name without port, such as kvmini.example.com or *.example.com',
    new RegExp(`^(\\*\\.)?${DNS_SUBDOMAIN.source.slice(1)}`),
  ),
);

/** A host name, or an IPv6 address in brackets, with a port. */
const REGISTRY = '([a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?|\\[[a-fA-F0-9:]+\\])(:\\d+)?';
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
    tmpSizeLimit: setting(
      quantity(),
      '1Gi',
      'Most that `/tmp` may take: the pod is evicted beyond it, so raise it for results in `/tmp`',
    ),
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
      z.array(kubernetes('PolicyRule'), { error: 'a list of rules' }),
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
    allowedHosts: clearable(
      z.array(hostName(), { error: 'a list of names' }),
      [],
      "Names beside the Service's own that pages are served under, such as an Ingress has; `*.example.com` for all below one",
    ),
  });

const networkPolicy = () =>
  section('Who may connect to the harness', {
    enabled: clearable(flag(), false, 'Create a NetworkPolicy'),
    ingressFrom: clearable(
      z.array(kubernetes('NetworkPolicyPeer'), { error: 'a list of peers' }),
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

/** Each value and section at the top, in the README's table that it stands in. */
const VALUES = {
  ...readmeTable('Core values', {
    enabled: () =>
      clearable(flag(), false, 'Enable the kvmini subchart; read by a parent chart only'),
    nameOverride: () => clearable(chartName(), '', 'Override chart name'),
    fullnameOverride: () => clearable(chartName(), '', 'Override full name'),
    replicaCount: () => setting(integer('a whole number from 0', 0), 1, 'Number of harness pods'),
  }),
  ...readmeTable('Image configuration', {
    image,
    imagePullSecrets: () =>
      clearable(
        z.array(kubernetes('LocalObjectReference'), {
          error: 'a list of references such as {name: regcred}',
        }),
        [],
        'Image pull secrets',
      ),
  }),
  ...readmeTable('Resources', { resources }),
  ...readmeTable('Persistence', { persistence }),
  ...readmeTable('Service account', { serviceAccount }),
  ...readmeTable('RBAC', { rbac }),
  ...readmeTable('Service', { service }),
  ...readmeTable('Benchmark configuration', { benchmark }),
  ...readmeTable('Global configuration', { global }),
  ...readmeTable('Monitoring', { monitoring }),
  ...readmeTable('Network policy and disruption budget', { networkPolicy, podDisruptionBudget }),
  ...readmeTable('Pod and scheduling', podValues),
  ...readmeTable('Extra variables and volumes', extraValues),
};

const values = new Map<string, TopLevelValue>(Object.entries(VALUES));

/** The type of a value or section at the top, or `undefined` where there is none of that name. */
export function topLevelType(key: string): z.ZodMiniType | undefined {
  return values.get(key)?.type();
}

/** The title of the README's table that a value or section at the top stands in. */
export function readmeTableOf(key: string): string | undefined {
  return values.get(key)?.table;
}

type Values = typeof VALUES;

function allTypes(): { [Key in keyof Values]: ReturnType<Values[Key]['type']> } {
  const entries = Object.keys(VALUES).map((key) => [key, topLevelType(key)]);
  return Object.fromEntries(entries);
}

/** All values of the chart, complete: what is left after the defaults were filled in. */
export const valuesSchema = once(() => section('Values of the kvmini chart', allTypes()));
