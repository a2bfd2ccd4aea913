import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder, startMock } from '../run/runs';
import { shortRun, startPatched } from './patched';
import { onlyRun, run } from './program';

const ROWS = 8;

/** A disk that lets itself be written until so many rows are, then fails in every way of writing. */
const failingDisk = (code: string) => `
  const fs = require('node:fs');
  let rows = 0;
  let broken = false;
  const fail = () => { throw Object.assign(new Error('${code}: made up'), { code: '${code}' }); };
  for (const name of ['writeSync', 'writeFileSync', 'renameSync', 'mkdirSync', 'fsyncSync']) {
    const real = fs[name];
    fs[name] = (...args) => {
      if (name === 'writeSync' && String(args[1]).startsWith('{"index"')) broken ||= ++rows > ${ROWS};
      return broken ? fail() : real(...args);
    };
  }`;

test.each([
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the quota is used up'],
  ['EIO', 'EIO: made up'],
])(
  'a disk that fails with %s mid-run: what was written stays, the figures are shown',
  async (code, why) => {
    const { url } = await startMock();
    const out = newFolder();
    const args = [...shortRun(url, out), '--requests', '5000', '--json'];
    const ended = await startPatched(args, failingDisk(code)).ended;
    const folder = onlyRun(out) ?? '';
    const rows = readFileSync(join(folder, 'requests.jsonl'), 'utf8').trimEnd().split('\n');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(
      `kvmini: ${join(folder, 'requests.jsonl')}: can't be written: ${why}`,
    );
    expect(rows.map((row) => JSON.parse(row))).toHaveLength(ROWS);
    const shown = JSON.parse(ended.stdout);
    expect(shown).toMatchObject({ outcome: 'failed', reason: expect.stringContaining(why) });
    expect(shown.counts).toMatchObject({ attempts: ROWS - 1, warmup: 1 });
    const again = await run(['report', folder]);
    expect(again.code).toBe(0);
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(page).toContain('the run was broken off');
  },
);
