import { projected } from '../../../../src/validation/rules/kubernetes/volume-items';
import { volumes } from '../../../../src/validation/rules/kubernetes/volumes';
import { type CheckRow, checkTable, shown } from '../../../support/checks';

const x = (length: number) => 'x'.repeat(length);
const needed = (path: string) =>
  `missing ${path}: expected a text that is not empty, found nothing; it is needed`;
const MODE =
  'expected a mode from 0 to 0777 (511), found the number 512; did you mean the octal 0512?';
const FILE = 'a path that is not absolute, without ".." and not beginning with ".."';
const noFile = (path: string, text: string) =>
  `wrong-format ${path}: expected ${FILE}, found ${shown(text)}`;

const of = (...sources: object[]) => ({ sources });
const S = 'v.sources[0]';

/** A ConfigMap's or Secret's keys as files. */
const keys = (wrap: (source: object) => unknown, at: string, name: string): CheckRow[] => [
  [wrap({ [name]: 'a.b', defaultMode: 511, items: [{ key: 'k', path: 'p', mode: 0 }] })],
  [wrap({}), needed(`${at}.${name}`)],
  [
    wrap({ [name]: 'A_B' }),
    `wrong-format ${at}.${name}: expected the name of an object, found the string "A_B"`,
  ],
  [
    wrap({ [name]: x(254) }),
    `wrong-format ${at}.${name}: expected the name of an object, found a string`,
  ],
  [wrap({ [name]: 'A_B', optional: true })],
  [
    wrap({ [name]: 'A_B', optional: false }),
    `wrong-format ${at}.${name}: expected the name of an object, found the string "A_B"`,
  ],
  [wrap({ [name]: 'a', defaultMode: 512 }), `out-of-range ${at}.defaultMode: ${MODE}`],
  [
    wrap({
      [name]: 'a',
      items: [{ key: 'k', path: 'p' }, { mode: 512 }, { key: 'k', path: '/a' }],
    }),
    needed(`${at}.items[1].key`),
    needed(`${at}.items[1].path`),
    `out-of-range ${at}.items[1].mode: ${MODE}`,
    noFile(`${at}.items[2].path`, '/a'),
  ],
];

const volume = (kind: string) => (source: object) => [{ name: 'a', [kind]: source }];

checkTable('a ConfigMap', volumes, keys(volume('configMap'), 'v[0].configMap', 'name'));
checkTable('a ConfigMap among others', projected, [
  ...keys((configMap) => of({ configMap }), `${S}.configMap`, 'name'),
  ...keys((secret) => of({ secret }), `${S}.secret`, 'name')
    .slice(0, 3)
    .map(
      ([value, ...lines]): CheckRow => [
        value,
        ...lines.map((line) => line.replace(/found the string "A_B"/, 'found a string')),
      ],
    ),
]);

const downward = (wrap: (source: object) => unknown, at: string): CheckRow[] => {
  const ref = { fieldRef: { fieldPath: 'metadata.name' } };
  return [
    [wrap({ defaultMode: 511, items: [{ path: 'p', mode: 511, ...ref }] })],
    [wrap({ defaultMode: 512 }), `out-of-range ${at}.defaultMode: ${MODE}`],
    [
      wrap({ items: [ref, { path: '..a', mode: 512, ...ref }] }),
      needed(`${at}.items[0].path`),
      noFile(`${at}.items[1].path`, '..a'),
      `out-of-range ${at}.items[1].mode: ${MODE}`,
    ],
    [
      wrap({
        items: [
          { path: 'p', fieldRef: {} },
          { path: 'q', resourceFieldRef: {} },
        ],
      }),
      needed(`${at}.items[0].fieldRef.fieldPath`),
      needed(`${at}.items[1].resourceFieldRef.containerName`),
      needed(`${at}.items[1].resourceFieldRef.resource`),
    ],
  ];
};

checkTable('the downward API', volumes, downward(volume('downwardAPI'), 'v[0].downwardAPI'));
checkTable(
  'the downward API among others',
  projected,
  downward((downwardAPI) => of({ downwardAPI }), `${S}.downwardAPI`),
);

const token = (more: object) => of({ serviceAccountToken: { path: 't', ...more } });
const T = `${S}.serviceAccountToken`;
const lasts = (expirationSeconds: number): CheckRow => [
  token({ expirationSeconds }),
  `out-of-range ${T}.expirationSeconds: expected from 600 to 4294967296 seconds, found a number`,
];

checkTable('a token', projected, [
  [token({})],
  [token({ expirationSeconds: 600 })],
  [token({ expirationSeconds: 4_294_967_296 })],
  [token({ expirationSeconds: '1' })],
  lasts(599),
  lasts(4_294_967_297),
  [of({ serviceAccountToken: {} }), needed(`${T}.path`)],
  // What a token is, is not told.
  [token({ path: '/t' }), `wrong-format ${T}.path: expected ${FILE}, found a string`],
]);

const bundle = (more: object) => of({ clusterTrustBundle: { path: 'p', ...more } });
const B = `${S}.clusterTrustBundle`;

checkTable('a bundle of certificates', projected, [
  [bundle({ name: x(253) })],
  [bundle({ name: `a.b:c:${x(253)}` })],
  [bundle({ signerName: 'a.b/c', labelSelector: {} })],
  [
    bundle({ name: x(254) }),
    `wrong-format ${B}.name: expected at most 253 characters after the signer's, found a string`,
  ],
  [bundle({}), `missing ${B}.name: expected a name, or a signerName, found nothing`],
  [
    bundle({ name: 'a', signerName: 'b' }),
    `conflict ${B}.signerName: expected none, since there is a name, found the string "b"`,
  ],
  ...['name', 'signerName'].map(
    (name): CheckRow => [
      bundle({ [name]: '' }),
      `missing ${B}.${name}: expected a text that is not empty, found an empty string; it is needed`,
    ],
  ),
  [of({ clusterTrustBundle: { name: 'a' } }), needed(`${B}.path`)],
  [bundle({ name: 'a', path: '../p' }), noFile(`${B}.path`, '../p')],
  [
    bundle({ signerName: 'a', labelSelector: { matchExpressions: [{ key: 'a' }] } }),
    `missing ${B}.labelSelector.matchExpressions[0].operator: expected one of In, NotIn, Exists, DoesNotExist, found nothing`,
  ],
]);

const certificate = (more: object) =>
  of({ podCertificate: { signerName: 'a.b/c', keyType: 'ED25519', keyPath: 'k', ...more } });
const P = `${S}.podCertificate`;
const KEYS = 'RSA3072, RSA4096, ECDSAP256, ECDSAP384, ECDSAP521, ED25519';
const PATHS = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];
const ends = (seconds: number, longest: number, more = {}): CheckRow => [
  certificate({ maxExpirationSeconds: seconds, ...more }),
  `out-of-range ${P}.maxExpirationSeconds: expected from 3600 to ${longest} seconds, found the number ${seconds}`,
];
const KUBERNETES = { signerName: 'kubernetes.io/a' };

checkTable('a certificate of the pod', projected, [
  ...KEYS.split(', ').map((keyType): CheckRow => [certificate({ keyType })]),
  [
    certificate({ keyType: 'RSA2048' }),
    `not-allowed ${P}.keyType: expected one of ${KEYS}, found the string "RSA2048"`,
  ],
  [certificate({ signerName: undefined }), needed(`${P}.signerName`)],
  ...[3600, 7_862_400, '1'].map(
    (maxExpirationSeconds): CheckRow => [certificate({ maxExpirationSeconds })],
  ),
  [certificate({ maxExpirationSeconds: 86_400, ...KUBERNETES })],
  [certificate({ maxExpirationSeconds: 86_401, signerName: 'a/kubernetes.io/' })],
  ends(3599, 7_862_400),
  ends(7_862_401, 7_862_400),
  ends(3599, 86_400, KUBERNETES),
  ends(86_401, 86_400, KUBERNETES),
  ...PATHS.flatMap((name): CheckRow[] => [
    [certificate({ keyPath: undefined, [name]: 'a' })],
    [
      certificate({ [name]: '/a' }),
      noFile(`${P}.${name}`, '/a').replace(
        /found .*/,
        name === 'credentialBundlePath' ? 'found a string' : 'found the string "/a"',
      ),
    ],
  ]),
  [certificate({ keyPath: '' }), `missing ${P}: expected one of ${PATHS.join(', ')}, found a map`],
]);

const taken = (path: string) =>
  `duplicate ${path}: expected a path that no other file has, found the string "p"`;
const files = (kind: string, name: string) => ({
  [kind]: { [name]: 'n', items: [{ key: 'k', path: 'p' }] },
});
const trusted = { clusterTrustBundle: { name: 'a', path: 'p' } };

checkTable('the files of a projected volume', projected, [
  [undefined],
  [{ defaultMode: 511 }],
  [{ defaultMode: 512 }, `out-of-range v.defaultMode: ${MODE}`],
  [of(files('configMap', 'name'), { configMap: { name: 'n', items: [{ key: 'k', path: 'q' }] } })],
  [
    of(files('configMap', 'name'), files('configMap', 'name')),
    taken('v.sources[1].configMap.items[0].path'),
  ],
  [
    of(trusted, trusted, trusted),
    taken('v.sources[1].clusterTrustBundle.path'),
    taken('v.sources[2].clusterTrustBundle.path'),
  ],
  // The API server compares no path of a token with the others.
  [of(trusted, { serviceAccountToken: { path: 'p' } })],
  ...PATHS.slice(1).map(
    (name): CheckRow => [
      of(trusted, { podCertificate: { signerName: 'a', keyType: 'ED25519', [name]: 'p' } }),
      taken(`v.sources[1].podCertificate.${name}`),
    ],
  ),
]);
