import { expect, test } from 'vitest';
import { resolveValues } from '../../src/validation/resolve';
import { issuesOf, type Row, table } from '../support/issues';

const TAG = 'image.tag: expected an image tag as a string, such as "1.10", or "" for none, found';
const QUOTES = 'put it in quotes (with --set, use --set-string)';

table('a number or a flag where text belongs goes in quotes', [
  [
    { image: { tag: 5 } },
    `wrong-type ${TAG} the number 5; put it in quotes, "5" (with --set, use --set-string)`,
  ],
  [{ image: { tag: 1.1 } }, `wrong-type ${TAG} the number 1.1; ${QUOTES}: YAML reads 1.10 as 1.1`],
  [{ image: { tag: true } }, `wrong-type ${TAG} the boolean true; ${QUOTES}`],
  // In quotes it would be no tag, either.
  [{ image: { tag: -5 } }, `wrong-type ${TAG} the number -5`],
  [{ image: { tag: ['v1'] } }, `wrong-type ${TAG} a list`],
  [{ image: { tag: {} } }, `wrong-type ${TAG} an empty map`],
]);

const REPLICAS = 'replicaCount: expected a whole number from 0, found';
const ENABLED = 'enabled: expected true or false, found';
const BARE = 'write it without quotes (with --set-string, use --set)';

table('text where a number or a flag belongs goes without quotes', [
  [{ replicaCount: '2' }, `wrong-type ${REPLICAS} the string "2"; ${BARE}`],
  [{ replicaCount: '0' }, `wrong-type ${REPLICAS} the string "0"; ${BARE}`],
  [{ replicaCount: '10' }, `wrong-type ${REPLICAS} the string "10"; ${BARE}`],
  [{ enabled: 'true' }, `wrong-type ${ENABLED} the string "true"; ${BARE}`],
  [{ enabled: 'false' }, `wrong-type ${ENABLED} the string "false"; ${BARE}`],
  [
    { tolerations: [{ key: 'a', effect: 'NoExecute', tolerationSeconds: '-1' }] },
    `wrong-type tolerations[0].tolerationSeconds: expected a whole number of seconds, found the string "-1"; ${BARE}`,
  ],
  // Without quotes it would be wrong, too.
  [{ replicaCount: '-2' }, `wrong-type ${REPLICAS} the string "-2"`],
  [{ replicaCount: 'true' }, `wrong-type ${REPLICAS} the string "true"`],
  [{ replicaCount: '007' }, `wrong-type ${REPLICAS} the string "007"`],
  [{ replicaCount: '2 ' }, `wrong-type ${REPLICAS} the string "2 "`],
  [{ replicaCount: '1.0' }, `wrong-type ${REPLICAS} the string "1.0"`],
  [{ enabled: '1' }, `wrong-type ${ENABLED} the string "1"`],
  [{ enabled: 'yes' }, `wrong-type ${ENABLED} the string "yes"`],
]);

const PORT = 'service.port: expected a port from 1 to 65535, found';

table('null deletes a default', [
  [
    { service: { port: null } },
    `missing ${PORT} nothing; null deletes the default, and this value is needed`,
  ],
  [
    { image: null },
    'missing image: expected a map, found nothing; null deletes the default, and this value is needed',
  ],
  [{ podLabels: { team: null } }],
  [
    { extraEnv: [{ name: null }] },
    'missing extraEnv[0].name: expected a string, found nothing; it is needed',
  ],
  [
    { extraEnv: [{ value: 'b' }] },
    'missing extraEnv[0].name: expected a string, found nothing; it is needed',
  ],
]);

table('unknown keys, and what may be meant', [
  [
    { storageClass: 'a' },
    'unknown-key storageClass: unknown key; did you mean persistence.storageClass?',
  ],
  [
    { annotations: {} },
    'unknown-key annotations: unknown key; did you mean commonAnnotations, deploymentAnnotations or podAnnotations?',
  ],
  [{ labels: {} }, 'unknown-key labels: unknown key; did you mean commonLabels or podLabels?'],
  [
    { rbac: { annotations: {} } },
    'unknown-key rbac.annotations: unknown key; known here: create, minimal, llmInferenceServices, nodes, coldStart, rules, scope; in TypeScript, addJsonPatch sets what the chart has no value for',
  ],
  [
    { scrapeTimeout: '1s', interval: '1s' },
    'unknown-key scrapeTimeout: unknown key; did you mean monitoring.serviceMonitor.scrapeTimeout?',
    'unknown-key interval: unknown key; did you mean monitoring.serviceMonitor.interval?',
  ],
  [{ image: { tga: 'a' } }, 'unknown-key image.tga: unknown key; did you mean image.tag?'],
  [
    { image: { nothingLikeIt: 'a' } },
    'unknown-key image.nothingLikeIt: unknown key; known here: registry, repository, tag, digest, pullPolicy; in TypeScript, addJsonPatch sets what the chart has no value for',
  ],
  [
    { nothingLikeIt: 'a' },
    'unknown-key nothingLikeIt: unknown key; remove it; in TypeScript, addJsonPatch sets what the chart has no value for',
  ],
  [
    { benchmark: { nothingLikeIt: 'a' } },
    'unknown-key benchmark.nothingLikeIt: unknown key; known here: defaultProfile, outputDir, timeout, retries, prune, prices, profiles',
  ],
  ...['command', 'args', 'workingDir', 'tty'].map(
    (key): Row => [
      { [key]: ['a'] },
      `unknown-key ${key}: unknown key; remove it; in TypeScript, deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/${key}', …)) sets it`,
    ],
  ),
  [{ env: [] }, 'unknown-key env: unknown key; did you mean extraEnv?'],
  [{ volumeMounts: [] }, 'unknown-key volumeMounts: unknown key; did you mean extraVolumeMounts?'],
  // Of many places, those that the section's name is in; else none.
  [
    { resources: { enabled: true } },
    'unknown-key resources.enabled: unknown key; did you mean monitoring.resources.enabled?',
  ],
  [
    { image: { enabled: true } },
    'unknown-key image.enabled: unknown key; known here: registry, repository, tag, digest, pullPolicy; in TypeScript, addJsonPatch sets what the chart has no value for',
  ],
  // A key of the same name here is nearer than one elsewhere.
  [
    { persistence: { Size: 'a' } },
    'unknown-key persistence.Size: unknown key; did you mean persistence.size?',
  ],
  [
    { rbac: { name: 'a' } },
    'unknown-key rbac.name: unknown key; did you mean persistence.dataSource.name, serviceAccount.name or global.isvc.name?',
  ],
]);

test.each([
  [{ storageClass: 'a' }, 'persistence.storageClass'],
  [{ image: { tga: 'a' } }, 'image.tag'],
  [{ benchmark: { defaultProfile: 'standrad' } }, 'standard'],
  // Of several, none is the one.
  [{ labels: {} }, undefined],
  [{ nothingLikeIt: 'a' }, undefined],
  [{ benchmark: { defaultProfile: 'nothingLikeIt' } }, undefined],
])('the suggestion for %j is %s', (values, suggestion) => {
  const [issue] = issuesOf(values);
  expect(issue?.suggestion).toBe(suggestion);
  expect(issue).not.toHaveProperty('suggestion', undefined);
});

table('keys that are no names', [
  [
    { benchmark: { profiles: { 'a b': {} } } },
    'wrong-format benchmark.profiles["a b"]: expected a profile name (a-z, A-Z, 0-9, "-", "_" and "."), found the string "a b"',
  ],
  [
    { podLabels: { 'a b': 'x' } },
    'wrong-format podLabels["a b"]: expected a label key: a name of at most 63 characters, with an optional DNS prefix and "/", found the string "a b"',
  ],
]);

const TEMPLATE = '{{ .Release.Name }}-data';
const EVALUATED = 'templates such as {{ .Release.Name }} are not evaluated in values';

table('templates are not evaluated in values', [
  [
    { persistence: { existingClaim: TEMPLATE } },
    `wrong-format persistence.existingClaim: expected a DNS name (a-z, 0-9, "-" and "."), or "" for none, found the string "${TEMPLATE}"; ${EVALUATED}, so write the text itself`,
  ],
  [
    { extraVolumes: [{ name: 'a', hostPath: { path: '{{ .Values.x }}/../a' } }] },
    `wrong-format extraVolumes[0].hostPath.path: expected a path without "..", found a string; ${EVALUATED}, so write the text itself`,
  ],
]);

test.each([
  [{ podAnnotations: { a: TEMPLATE } }, 'podAnnotations.a'],
  [{ extraEnv: [{ name: 'A', value: '{{ include "x" . }}' }] }, 'extraEnv[0].value'],
  [{ extraEnv: [{ name: 'A', value: '{{- $.Values.a -}}' }] }, 'extraEnv[0].value'],
])('a template that is taken as text is warned of: %j', (values, path) => {
  const { issues, warnings } = resolveValues(values);
  expect(issues).toEqual([]);
  expect(warnings).toEqual([
    { code: 'no-effect', path, message: `${EVALUATED}; it stays as it is` },
  ]);
});

test('braces of other tools are no template', () => {
  const vault = '{{- with secret "a" -}}{{ .Data.key }}{{- end }}';
  expect(resolveValues({ podAnnotations: { a: vault } }).warnings).toEqual([]);
});
