import { readFileSync, writeFileSync } from 'node:fs';
import { fillMarked } from '../../tools/marked';
import { MEASURES, type Measure } from '../src/figures/measures';
import { TOTALS, type Total } from '../src/figures/totals';

const README = new URL('../README.md', import.meta.url);
const HEAD = ['Figure', 'Unit', 'Definition', 'Metric', 'Compared'];

const line = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const measureLine = ({ title, definition, metric, compared }: Measure): string =>
  line([title, 'ms', definition, metric ? `\`kvmini_${metric}\`` : '', compared ? 'yes' : '']);

function totalLine({ title, definition, unit, metric, better, compared }: Total): string {
  const shown = metric ? `\`kvmini_last_run_${metric}\`` : '';
  return line([title, unit, definition, shown, compared ? `yes, ${better} is better` : '']);
}

/** The table of all figures. */
const figuresTable = (): string =>
  [
    line(HEAD),
    `|${HEAD.map(() => '---|').join('')}`,
    ...Object.values(MEASURES).map(measureLine),
    ...Object.values(TOTALS).map(totalLine),
  ].join('\n');

/** The harness's README with the list of figures as the tables in `src/figures` have it. */
export const readme = (): string =>
  fillMarked(readFileSync(README, 'utf8'), {
    name: 'figures',
    command: 'npm run generate -w harness',
    generated: figuresTable(),
  });

/** Writes it. */
export const writeReadme = (): void => writeFileSync(README, readme());
