import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLines } from '../../src/results/lines';
import { newFolder } from '../run/runs';

async function linesOf(text: string): Promise<string[]> {
  const path = join(newFolder(), 'lines');
  writeFileSync(path, text);
  const lines: string[] = [];
  for await (const line of readLines(path)) lines.push(line);
  return lines;
}

const LONG = 'ä'.repeat(200_000);

test.each<[string, readonly string[]]>([
  ['', []],
  ['a', ['a']],
  ['a\n', ['a']],
  ['a\nb', ['a', 'b']],
  ['\n\na\n', ['', '', 'a']],
  // Longer than what is read at once, which ends within a character.
  [`x${LONG}\n${LONG}`, [`x${LONG}`, LONG]],
])('a file has its lines, also the last one without an end', async (text, lines) => {
  expect(await linesOf(text)).toEqual(lines);
});
