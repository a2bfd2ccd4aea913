/** A Kubernetes API whose answers have no end. */
import { copyFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { ANSWER_WITHIN_MS } from '../../src/target/answer';
import { findAddress } from '../../src/target/discover';
import { listen } from '../request/served';
import { newFolder } from '../run/runs';
import { makeCertificate, testWithCertificate } from './certificate';

const ENDLESS: Record<string, [answer: (response: ServerResponse) => void, why: string]> = {
  'without end': [
    (response) => {
      const more = () => {
        while (response.write(Buffer.alloc(65_536, 'x')));
        response.once('drain', more);
      };
      more();
    },
    'the answer is longer than 4 MiB',
  ],
  'that drips': [
    (response) => {
      const drip = setInterval(() => response.write(' '), 5);
      response.once('close', () => clearInterval(drip));
    },
    'the answer was not whole within 10 s',
  ],
};

testWithCertificate.each(Object.keys(ENDLESS))(
  'an answer %s is given up, and the name of the service is taken',
  async (name) => {
    const [answer, why] = ENDLESS[name] ?? [() => {}, ''];
    const serviceAccount = newFolder();
    const { file, tls } = makeCertificate(serviceAccount);
    copyFileSync(file, join(serviceAccount, 'ca.crt'));
    writeFileSync(join(serviceAccount, 'token'), 'a-token');
    const server = createServer(tls, (_, response) => answer(response));
    const url = (await listen(server)).replace('http:', 'https:');
    onTestFinished(() => server.closeAllConnections());
    const asked = new Promise((resolve) => server.once('request', resolve));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const found = findAddress({ namespace: 'ml', service: 'demo' }, { url, serviceAccount });
    await asked;
    if (name === 'that drips') await vi.advanceTimersByTimeAsync(ANSWER_WITHIN_MS);
    expect((await found).url.href).toBe('http://demo.ml.svc.cluster.local/');
    expect((await found).from).toContain(why);
  },
);
