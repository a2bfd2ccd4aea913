import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillMarked } from '../../../tools/marked';
import { machineLine, type Page, scenarioSections, summaryTable, toolSections } from './page';
import { picture } from './picture';
import { MOST_LOAD } from './scenario-table';

const ROOT = join(import.meta.dirname, '../../..');
const COMMAND = 'npm run truth';

function fill(file: string, parts: Readonly<Record<string, string>>): void {
  const path = join(ROOT, file);
  const text = Object.entries(parts).reduce(
    (before, [name, generated]) => fillMarked(before, { name, command: COMMAND, generated }),
    readFileSync(path, 'utf8'),
  );
  writeFileSync(path, text);
}

/** Writes the table into docs/truth.md, its summary into README.md, and the picture. */
export function writePages(page: Page): void {
  fill('docs/truth.md', {
    machine: machineLine(page),
    summary: summaryTable(page),
    scenarios: scenarioSections(page),
    tools: toolSections(page),
  });
  fill('README.md', { truth: [summaryTable(page), machineLine(page)].join('\n\n') });
  const quiet = page.cells.map((cell) => ({
    ...cell,
    runs: cell.runs.filter(({ load }) => load <= MOST_LOAD),
  }));
  writeFileSync(join(ROOT, 'docs/truth.svg'), picture(quiet));
}
