import { expect } from 'vitest';
import { Lookup } from '../../src/target/lookup';
import { testWithCertificate } from './certificate';
import { startCluster } from './cluster';

const HEADLESS = { clusterIP: 'None', ports: [{ port: 80, targetPort: 'web' }] };
const POD = { spec: { containers: [{ ports: [{ name: 'web', containerPort: 8_000 }] }, {}] } };
const PODS = '/api/v1/namespaces/ml/pods?labelSelector=';

/** What comes of looking for a Service, and whether its pods were asked for. */
async function lookUp(spec: object, pods: readonly [status: number, body: unknown]) {
  const asked: string[] = [];
  const cluster = await startCluster((path) => {
    asked.push(path);
    return path.startsWith(PODS) ? pods : [200, { spec }];
  });
  const answer = await new Lookup(cluster, 'ml').service('demo');
  return { answer, selector: asked[1]?.slice(PODS.length) };
}

testWithCertificate("the number of a headless Service's port is its pods'", async () => {
  const spec = { ...HEADLESS, selector: { app: 'a', 'x.io/part': 'b' } };
  const { answer, selector } = await lookUp(spec, [200, { items: [POD] }]);
  expect(answer).toMatchObject({ pods: 'app=a,x.io/part=b', at: { port: 8_000 } });
  expect(selector).toBe('app%3Da%2Cx.io%2Fpart%3Db');
});

testWithCertificate.each<[string, object, readonly [number, unknown], RegExp, string | undefined]>([
  // An empty selector would be that of all pods in the namespace.
  [
    'without a selector',
    {},
    [200, { items: [POD] }],
    /none of its pods has the port web$/,
    undefined,
  ],
  ['without pods', { selector: { a: 'b' } }, [200, { items: [] }], /none of its pods/, 'a%3Db'],
  ['whose pods may not be read', { selector: { a: 'b' } }, [403, {}], /answered 403/, 'a%3Db'],
])('of a headless Service %s the port is not known', async (_, more, pods, why, expected) => {
  const { answer, selector } = await lookUp({ ...HEADLESS, ...more }, pods);
  expect(answer).toEqual({ why: expect.stringMatching(why) });
  expect(selector).toBe(expected);
});
