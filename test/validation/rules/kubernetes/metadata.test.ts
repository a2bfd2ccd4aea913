import { describe, expect, test } from 'vitest';
import {
  annotationsSize,
  annotationsUpTo,
  bytesOf,
  podAnnotations,
} from '../../../../src/validation/rules/kubernetes/metadata';
import { profilesInAnnotations } from '../../../../src/validation/rules/kubernetes/profiles';
import { type CheckRow, checkTable, findingsOf, shown } from '../../../support/checks';

const of = (bytes: number) => ({ k: 'x'.repeat(bytes - 1) });
const tooMany = (bytes: number) =>
  `out-of-range v: expected annotations of at most 262144 bytes, keys and values together, found ${bytes}`;

test.each([
  [{}, 0],
  [undefined, 0],
  [{ ab: 'cde' }, 5],
  [{ ä: '€', b: '' }, 6],
  [{ a: 1 }, 1],
])('%j has %i bytes', (annotations, bytes) => {
  expect(bytesOf(annotations)).toBe(bytes);
});

checkTable('how large annotations are', annotationsSize, [
  [of(262_144)],
  [of(262_145), tooMany(262_145)],
]);
checkTable('how large they are beside others', annotationsUpTo(100), [
  [of(262_044)],
  [of(262_045), tooMany(262_145)],
]);

const PROFILES = 'expected runtime/default, unconfined or localhost/…';
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
const ARMOR = 'container.apparmor.security.beta.kubernetes.io';
const COST = 'controller.kubernetes.io/pod-deletion-cost';
const path = (key: string) => `v[${JSON.stringify(key)}]`;

/** What an annotation takes, and what it refuses with which finding; `found` is what of a text is told. */
const about = (
  key: string,
  accepted: readonly string[],
  refused: readonly string[],
  line: string,
  found = (text: string) => text,
): CheckRow[] => [
  ...accepted.map((text): CheckRow => [{ other: 'x', [key]: text }]),
  ...refused.map(
    (text): CheckRow => [
      { [key]: text },
      `${line.replace(' ', ` ${path(key)}: `)}, found ${shown(found(text))}`,
    ],
  ),
];

checkTable('annotations that mean something', podAnnotations(['kvmini', 'a']), [
  [undefined],
  ...about(
    'kubernetes.io/config.mirror',
    [],
    ['', 'a'],
    'conflict expected none: it is for the pods of a node itself',
  ),
  ...[SECCOMP, 'container.seccomp.security.alpha.kubernetes.io/any'].flatMap((key) => [
    ...about(
      key,
      ['runtime/default', 'docker/default', 'unconfined', 'localhost/a/b', 'localhost/'],
      ['runtime', 'a/localhost/'],
      `not-allowed ${PROFILES}`,
    ),
    ...about(
      key,
      [],
      ['localhost//a', 'localhost/../a'],
      'wrong-format expected a path that is not absolute, without ".."',
      (text) => text.replace('localhost/', ''),
    ),
  ]),
  ...about(
    `${ARMOR}/kvmini`,
    ['', 'runtime/default', 'unconfined', 'localhost/a', 'localhost/'],
    ['docker/default', 'runtime/default2', 'a'],
    `not-allowed ${PROFILES}`,
  ),
  ...about(
    `${ARMOR}/b`,
    [],
    ['unconfined'],
    "unknown-name expected a container's name (kvmini, a)",
    () => 'b',
  ),
  ...about(`${ARMOR}/a`, ['unconfined'], [], ''),
  ...about(
    COST,
    ['0', '1', '+1', '-1', '2147483647', '-2147483648'],
    ['', 'a', '00', '01', '+0', '-0', '1.5', '1e3', '2147483648', '-2147483649', '99999999999'],
    'wrong-format expected a whole number of 32 bits',
  ),
]);

describe('annotations that name a profile beside the fields', () => {
  const key = {
    pod: SECCOMP,
    own: 'container.seccomp.security.alpha.kubernetes.io/kvmini',
    armor: `${ARMOR}/kvmini`,
  };
  const findings = (annotations: unknown, contexts: object) =>
    findingsOf(
      (value, at) => profilesInAnnotations(value, at, contexts as never, 'kvmini'),
      annotations,
    );

  const types = [
    [{ type: 'Unconfined' }, ['unconfined'], 'unconfined'],
    [{ type: 'RuntimeDefault' }, ['runtime/default', 'docker/default'], 'runtime/default'],
    [{ type: 'Localhost', localhostProfile: 'a' }, ['localhost/a'], 'localhost/a'],
    [{ type: 'Localhost' }, ['localhost/'], 'localhost/'],
  ] as const;
  const places = [
    [key.pod, (profile: object) => ({ podSecurityContext: { seccompProfile: profile } })],
    [key.own, (profile: object) => ({ securityContext: { seccompProfile: profile } })],
    [key.armor, (profile: object) => ({ securityContext: { appArmorProfile: profile } })],
    [key.armor, (profile: object) => ({ podSecurityContext: { appArmorProfile: profile } })],
  ] as const;
  const all = ['unconfined', 'runtime/default', 'docker/default', 'localhost/a', 'localhost/'];

  test.each(places.flatMap(([name, at]) => types.map((type) => [name, at, ...type] as const)))(
    '%s',
    (name, at, profile, same, first) => {
      for (const said of all) {
        const expected = same.some((one) => one === said)
          ? []
          : [
              `conflict ${path(name)}: expected ${first}, as the security context says, found ${shown(said)}`,
            ];
        expect(findings({ [name]: said }, at(profile))).toEqual(expected);
      }
      // What is no profile is another mistake, and no annotation is none.
      for (const said of ['', 'a', 'runtime', 1, undefined])
        expect(findings({ [name]: said }, at(profile))).toEqual([]);
    },
  );

  test('say nothing where no field does', () => {
    const annotations = {
      [key.pod]: 'unconfined',
      [key.own]: 'unconfined',
      [key.armor]: 'unconfined',
    };
    expect(findings(annotations, {})).toEqual([]);
    expect(
      findings(annotations, { podSecurityContext: { seccompProfile: { type: 'x' } } }),
    ).toEqual([]);
  });

  test('are held against the container’s own profile before the pod’s', () => {
    const contexts = {
      podSecurityContext: { appArmorProfile: { type: 'Unconfined' } },
      securityContext: { appArmorProfile: { type: 'RuntimeDefault' } },
    };
    expect(findings({ [key.armor]: 'runtime/default' }, contexts)).toEqual([]);
    expect(findings({ [key.armor]: 'unconfined' }, contexts)).toHaveLength(1);
  });
});
