import { describe, expect, test } from 'vitest';
import { ValuesError } from '../../src';
import { describe as described, mayBeSecret } from '../../src/validation/received';
import { issuesOf, type Row, table } from '../support/issues';

const SECRET = 'hunter2=!';

/** Everything that a person or a program can read of wrong values. */
const told = (values: unknown) => {
  const issues = issuesOf(values);
  expect(issues).not.toEqual([]);
  return `${new ValuesError('kvmini', issues).message} ${JSON.stringify(issues)}`;
};

const KEYS = [
  ...['password', 'PASSWD', 'db_passwd', 'passphrase', 'pwd', 'DB_PWD', 'secret', 'clientSecret'],
  ...['token', 'HF_TOKEN', 'hf-token', 'accessToken', 'apikey', 'apiKey', 'api-key', 'API_KEY'],
  ...['accessKey', 'aws_access_key', 'privateKey', 'private-key', 'credential', 'credentials'],
  ...['auth', 'Authorization', 'bearer', 'annotations', 'my.annotations'],
];

/** Places where a wrong value is shown, by its key. */
const PLACES: readonly ((key: string, value: unknown) => object)[] = [
  (key, value) => ({ podLabels: { [key]: value } }),
  (key, value) => ({ nodeSelector: { [`example.com/${key}`]: value } }),
  (key, value) => ({ monitoring: { serviceMonitor: { labels: { [key]: value } } } }),
  (key, value) => ({ benchmark: { profiles: { [key]: value } } }),
  (key, value) => ({ benchmark: { profiles: { [key]: { requests: value } } } }),
  (key, value) => ({ [key]: value }),
  (key, value) => ({ image: { [key]: value } }),
  (key, value) => ({ resources: { limits: { [`example.com/${key}`]: value } } }),
];

describe.each(KEYS)('what stands below %s is not told', (key) => {
  test.each([SECRET, 'hunter2', 424_242, -424_242.5, true])('%j', (value) => {
    for (const at of PLACES) {
      // The last places take numbers, and some take words: then there is nothing to tell.
      const issues = issuesOf(at(key, value));
      const text = JSON.stringify(issues);
      expect(text).not.toContain('hunter2');
      expect(text).not.toContain('424242');
      expect(text).not.toMatch(/found the boolean true/);
    }
  });
});

const SECTIONS: readonly object[] = [
  { extraEnv: [{ name: 'A', value: ['hunter2'] }] },
  { extraEnv: [{ name: 'A', value: 424_242 }] },
  { extraEnv: [{ name: SECRET }] },
  { extraEnv: ['A=hunter2'] },
  { extraEnv: 'A=hunter2' },
  { extraEnv: [{ name: 'A', valueFrom: 'hunter2' }] },
  { extraEnvFrom: [{ prefix: 424_242, secretRef: { name: 'a' } }] },
  { extraEnvFrom: ['hunter2'] },
  { extraEnvFrom: [{ secretRef: { name: SECRET } }] },
  { extraVolumes: [{ name: SECRET }] },
  { extraVolumes: [{ name: 'a', csi: 'x', secret: { secretName: SECRET } }] },
  { extraVolumes: [{ name: 'a', configMap: 'hunter2' }] },
  { podAnnotations: { note: 424_242 } },
  { podAnnotations: 'hunter2' },
  { persistence: { annotations: { note: 424_242 } } },
  { service: { annotations: ['hunter2'] } },
  { serviceAccount: { annotations: 'hunter2' } },
];

test.each(SECTIONS)('nor what stands in sections that may hold secrets: %j', (values) => {
  expect(told(values)).not.toMatch(/hunter2|424242/);
});

const CREDENTIALS = [
  'https://user:hunter2@host/path',
  's3://hunter2',
  'user:hunter2@registry.example/app:1',
  'hf_hunter2 ',
  'token hf_hunter2',
  'sk-hunter2 ',
  'ghp_hunter2 ',
  'gho_hunter2 ',
  'ghs_hunter2 ',
  'github_pat_hunter2 ',
  'glpat-hunter2 ',
  'xoxb-hunter2 ',
  'AKIAhunter2 ',
  'eyJhunter2.hunter2.hunter2 ',
  'Bearer hunter2',
  'Authorization: Basic hunter2',
  `hunter2 ${'x'.repeat(53)}`,
  'two lines\nhunter2',
];

/** Places where any text is shown as it is. */
const TEXTS: readonly ((text: string) => object)[] = [
  (text) => ({ podLabels: { team: text } }),
  (text) => ({ image: { tag: text } }),
  (text) => ({ service: { type: text } }),
  (text) => ({ replicaCount: text }),
  (text) => ({ securityContext: text }),
  (text) => ({ benchmark: { defaultProfile: text } }),
  (text) => ({ benchmark: { outputDir: `/results/${text}` } }),
  (text) => ({ benchmark: { outputDir: `/data/../${text}` } }),
];

describe.each(CREDENTIALS)('what looks like a credential is not told: %s', (text) => {
  test.each(TEXTS)('at place %#', (at) => {
    expect(told(at(text))).not.toContain('hunter2');
  });
});

test.each([
  'a string of a file\n',
  'https://user:hunter2@host',
  'hf_hunter2',
  `hunter2${'x'.repeat(54)}`,
])('nor where the values are no map: %j', (values) => {
  expect(told(values)).not.toMatch(/hunter2|file/);
});

const label = (value: unknown) => ({ podLabels: { team: value } });
const at = 'podLabels.team: expected a label value: at most 63 of a-z, A-Z, 0-9, "-", "_" and "."';
const found = (value: unknown, text: string, code = 'wrong-format'): Row => [
  label(value),
  `${code} ${at}, found ${text}`,
];

table('everything else is told', [
  found('not valid !', 'the string "not valid !"'),
  found('"quoted"', 'the string "\\"quoted\\""'),
  found('a\tb', 'the string "a\\tb"'),
  found(`${'x'.repeat(59)} `, `the string "${'x'.repeat(59)} "`),
  found(`${'x'.repeat(60)} `, 'a string'),
  // As --set-file has it of a file that an editor wrote.
  found('ml\n', 'a string that ends with a line break'),
  found('ml\r\n', 'a string that ends with a line break'),
  found('ml\n!', 'a string'),
  found('disk-1 !', 'the string "disk-1 !"'),
  found('a:b !', 'the string "a:b !"'),
  found('a@b !', 'the string "a@b !"'),
  found([], 'an empty list', 'wrong-type'),
  found([1], 'a list', 'wrong-type'),
  found({}, 'an empty map', 'wrong-type'),
  found({ a: 1 }, 'a map', 'wrong-type'),
  [
    { image: { tag: '' }, service: { type: '' } },
    'not-allowed service.type: expected one of ClusterIP, NodePort, LoadBalancer, found an empty string',
  ],
  [
    { podLabels: { password: '' }, service: { port: 0 } },
    'out-of-range service.port: expected a port from 1 to 65535, found the number 0',
  ],
  [
    { podLabels: { password: 'x !', secret: 5, token: [] } },
    `wrong-format podLabels.password: ${at.slice(at.indexOf('expected'))}, found a string`,
    `wrong-type podLabels.secret: ${at.slice(at.indexOf('expected'))}, found a number; put it in quotes (with --set, use --set-string)`,
    `wrong-type podLabels.token: ${at.slice(at.indexOf('expected'))}, found an empty list`,
  ],
  [
    { replicaCount: -1, enabled: 'yes' },
    'wrong-type enabled: expected true or false, found the string "yes"',
    'out-of-range replicaCount: expected a whole number from 0, found the number -1',
  ],
  [{ image: true }, 'wrong-type image: expected a map, found the boolean true'],
]);

test.each([
  ...['extraEnv', 'extraEnvFrom', 'extraVolumes', 'extraContainers', 'initContainers'],
  ...['extraObjects', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'],
])('%s may hold a secret anywhere, and no section beside it does for that name', (section) => {
  expect(mayBeSecret([section])).toBe(true);
  expect(mayBeSecret([section, 0, 'a'])).toBe(true);
  expect(mayBeSecret(['image', section])).toBe(false);
  expect(described('x', [section, 0])).toBe('a string');
});
