import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MEASURES } from '../../src/figures/measures';
import { TOTALS } from '../../src/figures/totals';
import { readme } from '../../tools/readme';

const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the README lists the figures of the code; `npm run generate -w harness` writes it', () => {
  expect(text).toBe(readme());
});

test('each figure has a line with its unit, its definition, its metric and whether it is compared', () => {
  const lines = text.split('\n').filter((line) => line.startsWith('| '));
  expect(lines).toContain(
    `| Time to first token | ms | ${MEASURES.ttft.definition} | \`kvmini_time_to_first_token_seconds\` | yes |`,
  );
  expect(lines).toContain(`| Chunk gap | ms | ${MEASURES.chunkGap.definition} |  |  |`);
  expect(lines).toContain(
    '| Error rate | % | Attempts that were no success, over attempts. | `kvmini_last_run_error_ratio` | yes, lower is better |',
  );
  expect(lines).toContain(
    `| Goodput | /s | ${TOTALS.goodput.definition} | \`kvmini_last_run_goodput\` |  |`,
  );
});
