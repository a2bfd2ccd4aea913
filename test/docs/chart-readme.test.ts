import { expect, test } from 'vitest';
import { defaultValues } from '../../src/values/defaults';
import { valueAt } from '../../src/values/path';

/** The tables of the chart's own README: what its user was promised. */
const PROMISED: readonly (readonly [string, unknown])[] = [
  ['enabled', false],
  ['nameOverride', ''],
  ['fullnameOverride', ''],
  ['image.repository', 'kvmini/kvmini-harness'],
  ['image.tag', 'latest'],
  ['image.pullPolicy', 'IfNotPresent'],
  ['imagePullSecrets', []],
  ['resources.requests.cpu', '1000m'],
  ['resources.requests.memory', '2Gi'],
  ['resources.limits.cpu', '2000m'],
  ['resources.limits.memory', '4Gi'],
  ['persistence.enabled', true],
  ['persistence.size', '10Gi'],
  ['persistence.storageClass', ''],
  ['persistence.accessMode', 'ReadWriteOnce'],
  ['serviceAccount.create', true],
  ['serviceAccount.name', ''],
  ['serviceAccount.annotations', {}],
  ['rbac.create', true],
  ['rbac.rules', []],
  ['service.type', 'ClusterIP'],
  ['service.port', 8080],
  ['service.annotations', {}],
  ['benchmark.defaultProfile', 'standard'],
  ['benchmark.outputDir', '/data/results'],
  ['benchmark.timeout', '3600s'],
  ['benchmark.retries', 3],
  ['global.isvc.name', ''],
  ['global.isvc.namespace', ''],
  ['global.model.storageUri', ''],
  ['monitoring.serviceMonitor.interval', '30s'],
  ['monitoring.serviceMonitor.scrapeTimeout', '10s'],
];

test.each(PROMISED)('%s is %j by default', (key, value) => {
  expect(valueAt(defaultValues(), key.split('.'))).toEqual(value);
});
