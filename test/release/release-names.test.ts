import { expect, test } from 'vitest';
import { renderValues, ValuesError, type ValuesIssue } from '../../src';
import { chartLabels, selectorLabels } from '../../src/chart/labels';
import { resolveRelease } from '../../src/release/release';
import { written } from '../support/issues';

const x = (length: number) => 'x'.repeat(length);

interface Release {
  readonly releaseName?: unknown;
  readonly namespace?: unknown;
  readonly managedBy?: unknown;
  readonly values?: object;
}

function issuesOf({ releaseName = 'vllm', values = {}, ...rest }: Release): readonly ValuesIssue[] {
  try {
    resolveRelease({ releaseName, values, toYaml: String, ...rest } as never);
    return [];
  } catch (error) {
    if (error instanceof ValuesError) return error.issues;
    throw error;
  }
}

type Row = readonly [Release, ...string[]];

const RELEASE =
  'wrong-format releaseName: expected a release name: a DNS-1123 name of at most 53 characters, found';
const SERVICE =
  'expected a full name that a Service may have (a-z, 0-9 and "-", a letter first, no "-" last), found';
const OVERRIDE = '; set fullnameOverride';

const ROWS: readonly Row[] = [
  // the release's own name
  ...['a', 'a-b', 'kvmini', x(53)].map((releaseName): Row => [{ releaseName }]),
  [{ releaseName: x(54) }, `${RELEASE} the string "${x(54)}"`],
  [{ releaseName: '' }, `${RELEASE} an empty string`],
  ...['-a', 'a-', 'A', 'a_b', 'a b', '.a', 'a.'].map(
    (releaseName): Row => [{ releaseName }, `${RELEASE} the string "${releaseName}"`],
  ),
  // Helm takes a dot, a Service does not.
  [
    { releaseName: 'a.b' },
    `wrong-format releaseName: ${SERVICE} the string "a.b-kvmini"${OVERRIDE}`,
  ],
  [{ releaseName: 'a.b', values: { fullnameOverride: 'c' } }],
  [{ releaseName: '1a' }, `wrong-format releaseName: ${SERVICE} the string "1a-kvmini"${OVERRIDE}`],
  [{ releaseName: '1a', values: { fullnameOverride: 'c' } }],
  // the namespace
  ...['a', '1', 'a-b', x(63)].map((namespace): Row => [{ namespace }]),
  ...['', '-a', 'a-', 'A', 'a.b', 'a_b', x(64)].map(
    (namespace): Row => [{ namespace }, 'wrong-format namespace'],
  ),
  [{ namespace: 'a.b' }, 'wrong-format namespace: expected a DNS label, found the string "a.b"'],
  [{ namespace: 5 }, 'wrong-type namespace: expected a DNS label, found the number 5'],
  // who manages it
  ...['', 'Helm', 'a_b.c-d', x(63)].map((managedBy): Row => [{ managedBy }]),
  ...['a b', '-a', 'a-', 'a/b', x(64)].map(
    (managedBy): Row => [{ managedBy }, 'wrong-format managedBy'],
  ),
  [
    { managedBy: 'a b' },
    'wrong-format managedBy: expected a label value of at most 63 characters, found the string "a b"',
  ],
  // names that come of the values
  [{ values: { nameOverride: 'bench' } }],
  [{ values: { nameOverride: x(63) } }],
  [{ values: { nameOverride: x(64) } }],
  [
    { values: { nameOverride: 'Bench' } },
    `wrong-format nameOverride: ${SERVICE} the string "vllm-Bench"${OVERRIDE}`,
  ],
  [{ values: { nameOverride: 'Bench', fullnameOverride: 'bench' } }],
  [
    { values: { nameOverride: '-bench', fullnameOverride: 'bench' } },
    'wrong-format nameOverride: expected a name that is a label value after it is cut to 63 characters, found the string "-bench"',
  ],
  [
    { values: { nameOverride: 'bench--', fullnameOverride: 'bench' } },
    'wrong-format nameOverride: expected a name that is a label value after it is cut to 63 characters, found the string "bench-"',
  ],
  [{ values: { nameOverride: 'bench-' } }],
  [{ values: { nameOverride: `${x(62)}-x` } }],
  [{ values: { nameOverride: `${x(62)}-x`, fullnameOverride: 'a' } }],
  [{ values: { nameOverride: `${x(61)}--x`, fullnameOverride: 'a' } }, 'wrong-format nameOverride'],
  [{ values: { nameOverride: `${x(61)}--`, fullnameOverride: 'a' } }, 'wrong-format nameOverride'],
  [{ values: { fullnameOverride: x(63) } }],
  [{ values: { fullnameOverride: x(64) } }],
  [{ values: { fullnameOverride: 'bench-' } }],
  ...['1a', 'a.b', 'A', '-a', 'a_b'].map(
    (fullnameOverride): Row => [
      { values: { fullnameOverride } },
      `wrong-format fullnameOverride: ${SERVICE} the string "${fullnameOverride}"`,
    ],
  ),
  [
    { values: { fullnameOverride: 'bench--' } },
    `wrong-format fullnameOverride: ${SERVICE} the string "bench-"`,
  ],
  // all at once, the release's own first
  [
    { releaseName: 'A', namespace: 'A', managedBy: 'a b', values: { replicaCount: -1 } },
    'wrong-format releaseName',
    'wrong-format namespace',
    'wrong-format managedBy',
    'out-of-range replicaCount',
  ],
  // Names are not made of values that are wrong.
  [{ values: { nameOverride: 'a b' } }, 'wrong-format nameOverride'],
  [{ releaseName: 'A', values: { nameOverride: '-bench' } }, 'wrong-format releaseName'],
];

test.each(ROWS.map(([release, ...expected]) => [release, expected] as const))(
  '%j',
  (release, expected) => {
    expect(written(issuesOf(release), expected)).toEqual(expected);
  },
);

test('the namespace stands in every object', () => {
  const namespaces = renderValues({}, { namespace: x(63) }).map(
    ({ metadata }) => metadata.namespace,
  );
  expect(namespaces).toContain(x(63));
  expect(() => renderValues({}, { namespace: x(64) })).toThrow(/namespace: expected a DNS label/);
});

test('the error names the release, and counts what is wrong', () => {
  const make = (values: object) => () =>
    resolveRelease({ releaseName: 'vllm', values, toYaml: String });
  expect(make({ replicaCount: -1 })).toThrow(
    /^kvmini "vllm" has 1 problem in its values, so nothing was rendered:\n {2}replicaCount: [^\n]*$/,
  );
  expect(make({ replicaCount: -1, typo: 1 })).toThrow(
    /^kvmini "vllm" has 2 problems in its values, so nothing was rendered:\n {2}replicaCount: .*\n {2}typo: .*$/,
  );
});

test('labels are made of the names', () => {
  const release = resolveRelease({
    releaseName: 'vllm',
    namespace: 'ml',
    managedBy: 'Helm',
    values: { nameOverride: 'bench-' },
    toYaml: String,
  });
  expect(release.labels).toEqual({
    'helm.sh/chart': 'kvmini-1.0.0',
    'app.kubernetes.io/name': 'bench',
    'app.kubernetes.io/instance': 'vllm',
    'app.kubernetes.io/version': '1.0.0',
    'app.kubernetes.io/managed-by': 'Helm',
  });
  expect(release.labels).toEqual(
    chartLabels({ name: 'bench', releaseName: 'vllm', managedBy: 'Helm' }),
  );
  expect(release.selectorLabels).toEqual(selectorLabels({ name: 'bench', releaseName: 'vllm' }));
  expect(release.selectorLabels).toEqual({
    'app.kubernetes.io/name': 'bench',
    'app.kubernetes.io/instance': 'vllm',
  });
});
