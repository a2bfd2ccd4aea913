import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { expectedHosts } from '../../src/serve/hosts';
import { serve } from '../../src/serve/serve';
import { MADE_RUN, writeMadeRun } from '../figures/made-run';
import { newFolder } from '../run/runs';

test.each(['below the volume', 'elsewhere'])('results %s are listed and sent', async (where) => {
  // The volume may be mounted behind a link.
  const [data, real] = [join(newFolder(), 'data'), join(newFolder(), 'deep', 'down')];
  mkdirSync(real, { recursive: true });
  symlinkSync(real, data);
  const outputDir = where === 'elsewhere' ? newFolder() : join(data, 'results');
  mkdirSync(outputDir, { recursive: true });
  writeMadeRun(outputDir);
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => stdout.mockRestore());
  const none = join(data, 'none');
  const { port, close } = await serve({
    ...{ port: 0, socket: join(data, 'live.sock'), outputDir, prune: { keep: 0, olderThan: '' } },
    places: { home: none, data, mounted: none, own: none },
    hosts: expectedHosts(undefined, []),
  });
  try {
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    expect(await (await get('/')).text()).toContain(`${MADE_RUN}/run.json`);
    for (const path of ['/readyz', '/healthz?verbose', '/?sort=run'])
      expect((await get(path)).status, path).toBe(200);
    expect((await get(`/runs/${MADE_RUN}/run.json`)).status).toBe(200);
  } finally {
    await close();
  }
});
