import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSourceLines } from '../install/source-lines';
import { toolSections } from '../table/page';
import { TOOLS } from '../tools/all';
import { kvmini } from '../tools/kvmini';
import type { Installed, Tool } from '../tools/tool';
import { newFolder } from './folder';

const line = (number: number, names: string) => ({
  ...{ where: 'TTFT', why: 'It counts chunks.' },
  source: { file: 'tool/client.py', line: number, names },
});

const tool: Tool = {
  ...kvmini,
  name: 'tool',
  differences: [line(2, 'chunks'), line(1, 'import'), line(9, 'chunks')],
};

/** An environment whose package has one file. */
function installedWith(text: string): Installed {
  const folder = newFolder();
  const packages = join(folder, 'lib/python3.11/site-packages/tool');
  mkdirSync(packages, { recursive: true });
  writeFileSync(join(packages, 'client.py'), text);
  return { program: [join(folder, 'bin/tool')], version: '1.2.3', bytes: 1 };
}

test('every line that explains a difference must still be there; all that are not are named', () => {
  const whole = `import time\nfor chunk in chunks:\n${'\n'.repeat(6)}count(chunks)\n`;
  expect(() => checkSourceLines(tool, installedWith(whole))).not.toThrow();
  expect(() => checkSourceLines(tool, installedWith('import time\n\n'))).toThrow(
    [
      'tool 1.2.3 is not the one whose lines are named in bench/truth/tools/tool.ts; look them up again:',
      'tool/client.py:2: expected a line that names chunks',
      'tool/client.py:9: expected a line that names chunks',
    ].join('\n'),
  );
});

test('the page tells each difference with its line', () => {
  const installed = { program: ['tool'], version: '1.2.3', bytes: 1 };
  const page = toolSections({ installed: new Map([[tool, installed]]), cells: [] });
  expect(page).toContain('- TTFT: It counts chunks. (`tool/client.py:2`)');
});

test('every other tool has its differences explained', () => {
  const unexplained = TOOLS.filter(({ differences }) => differences.length === 0);
  expect(unexplained.map(({ name }) => name)).toEqual(['kvmini']);
});
