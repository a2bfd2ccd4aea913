import { expect, test } from 'vitest';
import { askOrFail, inCluster } from '../../src/target/kubernetes';
import { testWithCertificate } from './certificate';
import { startCluster } from './cluster';

test.each([
  [{}, undefined],
  [{ KUBERNETES_SERVICE_HOST: '', KUBERNETES_SERVICE_PORT: '443' }, undefined],
  [{ KUBERNETES_SERVICE_HOST: '10.0.0.1' }, 'https://10.0.0.1:443'],
  [
    { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '6443' },
    'https://10.0.0.1:6443',
  ],
  [{ KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' }, 'https://[fd00::1]:443'],
])('a pod finds its API by its variables: %j', (env, url) => {
  const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount';
  expect(inCluster(env)).toEqual(url && { url, serviceAccount });
});

testWithCertificate.each<[number, unknown, readonly number[], string | undefined]>([
  [200, {}, [], undefined],
  [201, { message: 'made' }, [], undefined],
  [299, {}, [], undefined],
  [300, {}, [], '300 HTTP 300'],
  [403, { message: 'forbidden' }, [], '403 forbidden'],
  [404, { message: 'none' }, [404, 409], undefined],
  [410, 'gone', [404, 409], '410 HTTP 410'],
])('an answer %i with %j, where %j are good as well: %s', async (status, body, good, problem) => {
  const cluster = await startCluster(() => [status, body]);
  const asked = askOrFail(
    { cluster, path: '/api' },
    good,
    (said, of) => new Error(`${of} ${said}`),
  );
  if (problem === undefined) expect((await asked).status).toBe(status);
  else await expect(asked).rejects.toThrow(problem);
});
