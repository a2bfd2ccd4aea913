import { expect, test } from 'vitest';
import { listPages } from '../../src/target/list-pages';

/** Hands out bodies, one a question; what it was asked is kept. */
function answering(...bodies: readonly unknown[]) {
  const asked: string[] = [];
  const ask = async (query: string) => bodies[Math.min(asked.push(query), bodies.length) - 1];
  return { asked, ask };
}

test('a list is read to its last page, each asked for by what the page before said', async () => {
  const { asked, ask } = answering(
    { items: ['a', 'b'], metadata: { continue: 'x/+=', resourceVersion: '1' } },
    { items: ['c'], metadata: { continue: '' } },
  );
  expect(await listPages('pods', { labelSelector: 'a=b,c=d' }, ask)).toEqual(['a', 'b', 'c']);
  expect(asked).toEqual([
    '?limit=100&labelSelector=a%3Db%2Cc%3Dd',
    '?limit=100&labelSelector=a%3Db%2Cc%3Dd&continue=x%2F%2B%3D',
  ]);
});

test('a kind that the cluster does not have has no list; what is none is told', async () => {
  expect(await listPages('scaledobjects', {}, answering(undefined).ask)).toBeUndefined();
  for (const body of [null, 'x', { items: {} }, {}]) {
    await expect(listPages('pods', {}, answering(body).ask)).rejects.toThrow(
      'the Kubernetes API answered no list of pods',
    );
  }
});

test('a list that never ends is read for a hundred pages', async () => {
  const { asked, ask } = answering({ items: [1], metadata: { continue: 'again' } });
  expect(await listPages('pods', {}, ask)).toHaveLength(100);
  expect(asked).toHaveLength(100);
});
