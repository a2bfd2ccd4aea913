import { expect, test } from 'vitest';
import { publishedDifferences } from '../../tools/generate/kubernetes/published';
import { kubectlPrints } from './cluster';

test('the types are those that the API server publishes', async () => {
  const read = async (path: string) =>
    JSON.parse(await kubectlPrints(['get', '--raw', `/openapi/v3/${path}`]));
  expect(await publishedDifferences(read)).toEqual([]);
});
