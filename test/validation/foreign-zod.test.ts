import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

/** Values that are wrong in each way that zod has a code for; for some of them the schema has no words of its own. */
const WRONG = {
  replicaCount: 'one',
  image: { pullPolicy: 'Sometimes', pull: 'Always' },
  resources: { limits: { cpu: true } },
  benchmark: {
    retries: -1,
    profiles: {
      a: { concurrency: 0, pattern: 'wild', requests: '9', slo: { ttft: 9 }, extraBody: 7 },
      'b c': {},
      d: 4,
    },
  },
  podLabels: { 'a b': 'c d' },
  tolerations: [{ operator: 'Is' }, 3],
  extraEnv: [{}],
};

/** What an app does with a zod of its own, which has one set of messages with every other copy in the process. */
const FOREIGN = `
  const { z } = require('zod');
  z.config(z.locales.de());
  z.config({ customError: () => 'another' });
`;

const LIBRARY = `const { App, Chart } = require('cdk8s'); const { KvminiHarness, ValuesError } = require(${JSON.stringify(resolve('lib/index.js'))});`;

const TELL = `
  const tell = () => {
    try {
      new KvminiHarness(new Chart(new App(), 'c'), 'h', { values: ${JSON.stringify(WRONG)} });
    } catch (error) {
      if (!(error instanceof ValuesError)) throw error;
      return error.message;
    }
  };
`;

/** What a program prints as JSON. */
function said(program: string): unknown {
  return JSON.parse(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }));
}

const asJson = (expression: string) => `console.log(JSON.stringify(${expression}));`;

const alone = said(`${LIBRARY} ${TELL} ${asJson('tell()')}`);

test.each([
  ['before', `${FOREIGN} ${LIBRARY}`],
  ['after', `${LIBRARY} ${FOREIGN}`],
])('messages are our own where an app sets those of zod %s it loads the library', (_, program) => {
  expect(said(`${program} ${TELL} ${asJson('tell()')}`)).toBe(alone);
});

test('messages are made of our words', () => {
  expect(alone).toContain('replicaCount: expected a whole number from 0, found the string "one"');
  expect(alone).toContain('pattern: expected one of steady, poisson, bursty, found');
  expect(alone).not.toMatch(/[Ii]nvalid|Ungültig|another/);
});

test('the library leaves the messages and the settings of zod as they are', () => {
  const program = (library: string) => `
    const { z } = require('zod');
    ${library}
    z.config(z.locales.de());
    const before = { ...z.config() };
    ${library && `${TELL} tell();`}
    const { message } = z.string().safeParse(1).error.issues[0];
    ${asJson('[message, Object.keys(before), Object.keys(z.config())]')}
  `;
  expect(said(program(LIBRARY))).toEqual(said(program('')));
});

test('every value is checked with our own messages, in the pod as well', () => {
  const found = execFileSync(
    'git',
    ['grep', '-lE', String.raw`\.safeParse\(|z\.config\(`, '--', 'src', 'contract', 'harness/src'],
    { encoding: 'utf8' },
  );
  expect(found.trim().split('\n')).toEqual(['contract/src/parse.ts']);
});
