import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { PLAIN_ACCESS } from '../../src/request/access';
import { aboutServer } from '../../src/target/about-server';

test.each([
  [4_096, 4_096],
  [0, null],
  [-1, null],
  ['4096', null],
  [null, null],
  [undefined, null],
])('a max_model_len of %j is %j', async (length, expected) => {
  const server = createServer((_, response) =>
    response.end(JSON.stringify({ data: [{ id: 'm', max_model_len: length }] })),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const target = { origin, basePath: '/v1', search: '', model: 'm', asked: origin };
  const about = await aboutServer({ ...target, from: '', server: null, notes: [] }, PLAIN_ACCESS);
  expect(about.maxModelLen).toBe(expected);
});
