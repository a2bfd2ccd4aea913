import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getObject, renderValues } from '../../src';

describe('bench.sh', () => {
  const script = getObject(renderValues(), 'ConfigMap').data['bench.sh'];
  const run = (path: string, args: readonly string[]) =>
    execFileSync('/bin/sh', ['-c', script, './bench.sh', ...args], {
      env: { PATH: path },
      encoding: 'utf8',
      stdio: 'pipe',
    });

  test('hands every argument to kvmini bench unchanged', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kvmini-bench-'));
    const program = '#!/bin/sh\nfor a in "$@"; do printf "<%s>" "$a"; done\n';
    writeFileSync(join(folder, 'kvmini'), program, { mode: 0o755 });
    const args = ['--service', 'demo llm', '', '--json', '$HOME', '*', "it's"];
    const printed = run(`${folder}:/usr/bin:/bin`, args);
    rmSync(folder, { recursive: true });
    expect(printed).toBe(`<bench>${args.map((arg) => `<${arg}>`).join('')}`);
  });

  test('says what to check where the image has no kvmini', () => {
    expect(() => run('/nonexistent', [])).toThrow(
      /no 'kvmini' command; check the values image\.repository/,
    );
  });
});
