import { describe, expect, test } from 'vitest';
import { formatPath } from '../../src/values/path';
import { KUBERNETES_CASES } from '../cases/kubernetes';
import { LOOSER, STRICTER } from '../support/stricter';
import { forEachAtOnce } from './at-once';
import { verdictsOf } from './verdicts';

/** What the API server says to the objects of some values; nothing where it takes them. */
async function refusals(values: unknown): Promise<readonly string[]> {
  const { theirs } = await verdictsOf({ releaseName: 'rules', values } as never);
  if (theirs === undefined) throw new Error(`${JSON.stringify(values)} renders nothing`);
  return theirs.map(({ object, message }) => `${object}: ${message}`);
}

const shown = (value: unknown) => JSON.stringify(value).slice(0, 200);

describe('the cases of the rules are to the API server what they are here', () => {
  test.each(KUBERNETES_CASES)('$topic', async ({ at, accepted, refused }) => {
    const values = at as (value: unknown) => unknown;
    const wrong: string[] = [];
    await forEachAtOnce(accepted, async (value) => {
      const found = await refusals(values(value));
      if (found.length > 0) wrong.push(`refused there: ${shown(value)}: ${found.join('; ')}`);
    });
    await forEachAtOnce(refused, async ([value]) => {
      const found = await refusals(values(value));
      if (found.length === 0) wrong.push(`taken there: ${shown(value)}`);
    });
    expect(wrong).toEqual([]);
  });
});

test.each(STRICTER.map(({ path, values }) => [path, values] as const))(
  'what is stricter here is taken there: %s in %j',
  async (_, values) => {
    expect(await refusals(values)).toEqual([]);
  },
);

test.each(LOOSER.map(({ path, values }) => [path, values] as const))(
  'what is looser here is refused there: %s in %j',
  async (path, values) => {
    const { ours, theirs } = await verdictsOf({ releaseName: 'rules', values, kind: 'looser' });
    expect(ours).toEqual([]);
    expect(theirs?.flatMap(({ paths }) => paths.map(formatPath)).join()).toContain(path);
  },
);
