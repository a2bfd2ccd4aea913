/**
 * Measures the library beside its alternatives, and writes what it found into docs/speed.md:
 * `npm run bench`. With `--quick` it measures less, and writes nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { buildApps } from './bench/apps';
import { measureCommands, VALUES } from './bench/commands';
import type { Figures } from './bench/figures';
import { machine } from './bench/machine';
import { LAYOUTS, measureDependencies, measureHundred, measureMany } from './bench/many';
import { measureParts } from './bench/parts';
import { picture } from './bench/picture.mjs';
import {
  commandsTable,
  dependenciesTable,
  manyTable,
  partsOfCommandTable,
  partsTable,
} from './bench/tables';
import { helmPath } from './helm/helm-path';
import { fillMarked } from './marked';

const isQuick = process.argv.includes('--quick');

/** How much is measured; the quick way shows that all of it works, and figures that nobody should quote. */
const EFFORT = isQuick
  ? { processes: 1, hundred: { rounds: 1, number: 3 }, numbers: [1, 10], many: 1, chain: [2, 4] }
  : {
      processes: 25,
      hundred: { rounds: 5, number: 100 },
      numbers: [1, 10, 100, 1_000, 5_000],
      many: 15,
      chain: [2, 4, 5, 6, 7, 8],
    };
const log = (line: string) => void process.stderr.write(`${line} …\n`);

async function measure(helm: string): Promise<Figures> {
  const before = machine(helm);
  await buildApps();
  log('one harness, whole processes');
  const commands = measureCommands(helm, EFFORT.processes);
  log('parts');
  const parts = measureParts(EFFORT.processes);
  log('100 harnesses');
  const hundred = measureHundred(helm, VALUES, EFFORT.hundred.rounds, EFFORT.hundred.number);
  const many = measureMany(EFFORT.numbers, EFFORT.many, log);
  log('charts that depend on each other');
  const dependencies = measureDependencies(EFFORT.chain);
  return { machine: before, commands, parts, hundred, many, dependencies };
}

const machineLine = (figures: Figures) =>
  `Medians of one run of \`npm run bench\`, on ${figures.machine}.`;

function summary(figures: Figures): string {
  const tables = [
    commandsTable(figures.commands),
    manyTable(figures.many, 'one chart'),
    partsTable(figures),
  ];
  return [machineLine(figures), ...tables].join('\n\n');
}

function layouts(figures: Figures): string {
  const tables = LAYOUTS.map((layout) => manyTable(figures.many, layout));
  return [machineLine(figures), ...tables, dependenciesTable(figures.dependencies)].join('\n\n');
}

const command = (figures: Figures) =>
  [machineLine(figures), partsOfCommandTable(figures.commands)].join('\n\n');

function write(file: string, name: string, generated: string): void {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, fillMarked(text, { name, command: 'npm run bench', generated }));
}

const helm = helmPath();
if (helm === undefined) throw new Error('expected a helm to compare with');
const figures = await measure(helm);
console.log([summary, layouts, command].map((part) => part(figures)).join('\n\n'));
if (!isQuick) {
  write('docs/speed.md', 'speed', summary(figures));
  write('docs/speed.md', 'layouts', layouts(figures));
  write('docs/speed.md', 'command', command(figures));
  writeFileSync('docs/speed.svg', picture(figures.many));
}
