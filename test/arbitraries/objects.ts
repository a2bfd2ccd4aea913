import * as fc from 'fast-check';
import type * as values from '../../src/values/generated/kvmini-values';
import { upTo } from './basics';
import { networkPolicyPeer } from './kubernetes';
import { dnsLabel, dnsSubdomain, labels, text } from './text';

/** A group of fields, each of which may be left out. */
const some = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields, { requiredKeys: [] });

export const relabeling = (): fc.Arbitrary<values.RelabelConfig> =>
  some({
    sourceLabels: upTo(2, fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,9}$/)),
    separator: text(),
    regex: text(),
    modulus: fc.nat(),
    targetLabel: fc.stringMatching(/^[a-z_]{1,8}$/),
    replacement: text(),
    action: fc.constantFrom('replace', 'Keep', 'labeldrop', 'HashMod'),
  });

export const egressRule = (): fc.Arbitrary<values.NetworkPolicyEgressRule> =>
  some({
    to: upTo(2, networkPolicyPeer()),
    ports: upTo(
      2,
      fc.constantFrom<values.NetworkPolicyPort[]>(
        { port: 53, protocol: 'UDP' },
        { port: 'http' },
        { port: 1, endPort: 10, protocol: 'TCP' },
      ),
    ),
  });

export const hostAlias = (): fc.Arbitrary<values.HostAlias> =>
  fc.record(
    { ip: fc.constantFrom('10.0.0.1', 'fd00::1'), hostnames: upTo(2, dnsLabel()) },
    { requiredKeys: ['ip'] },
  );

const times = () =>
  some({
    initialDelaySeconds: fc.nat(100),
    periodSeconds: fc.integer({ min: 1, max: 100 }),
    failureThreshold: fc.integer({ min: 1, max: 100 }),
    successThreshold: fc.constant(1),
  });

const handler = () =>
  fc.oneof(
    fc.record({ exec: fc.record({ command: fc.array(text(), { minLength: 1, maxLength: 2 }) }) }),
    fc.constant({ httpGet: { path: '/x', port: 8080 } }),
    fc.constant({ tcpSocket: { port: 'http' } }),
    fc.constant({ grpc: { port: 8080, service: 'a' } }),
  );

/** A probe over a built-in one, which may say how to ask. */
export const livenessProbe = (): fc.Arbitrary<values.Probe> =>
  fc.oneof(
    times(),
    fc.tuple(times(), handler()).map(([own, how]) => ({ ...own, ...how })),
  );

/** A probe without a built-in one. */
export const startupProbe = (): fc.Arbitrary<values.Probe> =>
  fc.oneof(
    fc.constant({}),
    fc.tuple(times(), handler()).map(([own, how]) => ({ ...own, ...how })),
  );

export const lifecycle = (): fc.Arbitrary<values.Lifecycle> =>
  some({
    postStart: fc.constant({ exec: { command: ['true'] } }),
    preStop: fc.constantFrom(
      { sleep: { seconds: 5 } },
      { httpGet: { path: '/stop', port: 'http' } },
    ),
  });

/** Containers before and beside the harness, of names of their own. */
export const containers = () =>
  fc
    .uniqueArray(fc.tuple(dnsLabel(), text(), labels()), {
      maxLength: 3,
      selector: ([name]) => name,
    })
    .map((all) => all.filter(([name]) => name !== 'kvmini'))
    .map((all) =>
      all.map(
        ([name, word], index): values.Container => ({
          name,
          image: 'busybox:1.37',
          args: [word],
          ...(index === 1 && { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] }),
        }),
      ),
    )
    .chain((all) => fc.nat(all.length).map((first) => [all.slice(0, first), all.slice(first)]))
    .map(([initContainers = [], extraContainers = []]) => ({ initContainers, extraContainers }));

/** Objects of names that no object of the chart has. */
export const extraObjects = (): fc.Arbitrary<values.KubernetesObject[]> =>
  fc.uniqueArray(
    fc
      .tuple(
        dnsSubdomain(),
        fc.constantFrom(['v1', 'ConfigMap'], ['v1', 'PersistentVolume'], ['example.com/v1', 'Own']),
        fc.option(fc.constantFrom('', 'other'), { nil: undefined }),
        fc.dictionary(fc.constantFrom('a', 'b'), text()),
      )
      .map(([name, [apiVersion = '', kind = ''], namespace, data]) => ({
        ...{ apiVersion, kind, data },
        metadata: {
          name: `extra.${name}`.slice(0, 200),
          ...(namespace !== undefined && { namespace }),
        },
      })),
    { maxLength: 2, selector: ({ kind, metadata }) => `${kind}/${metadata.name}` },
  );
