import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeReport } from '../../src/report/report';
import { MADE_RESULTS, writeMadeRun } from '../figures/made-run';
import { newFolder } from '../run/runs';

/** What the target's containers used, at two moments. */
const USED = [0, 5_000].flatMap((atMs) =>
  ['a', 'b'].map((pod, i) => ({
    ...{ atMs, pod, container: 'server', cpuCores: 1 + i + atMs / 10_000 },
    memoryBytes: (512 + 64 * i) * 2 ** 20,
  })),
);

/**
 * One element a line, so that a review shows what changed; a browser shows it as it is. Markers are numbered through the
 * life of a process: here from those of the first plot on.
 */
function oneEach(page: string): string {
  const [first = '1'] = /(?<=id="plot-marker-)\d+/.exec(page) ?? [];
  const numbered = page.replace(/(?<=plot-marker-)\d+/g, (n) =>
    String(Number(n) - Number(first) + 1),
  );
  return numbered.replaceAll('><', '>\n<');
}

test('the report of a made run, to be looked at in a browser', async () => {
  const addresses = [
    { address: '10.0.0.1', requests: 2_500, errors: 700 },
    { address: '10.0.0.2', requests: 1_500, errors: 300 },
  ];
  const folder = writeMadeRun(newFolder(), { results: { ...MADE_RESULTS, addresses } });
  const lines = USED.map((row) => `${JSON.stringify(row)}\n`).join('');
  writeFileSync(join(folder, 'resources.jsonl'), lines);
  const page = oneEach(readFileSync(await writeReport(folder), 'utf8'));
  await expect(page).toMatchFileSnapshot('golden/made-report.html');
});
