import type { CommandFigure } from './commands';
import type { Figures } from './figures';
import type { Layout, ManyRow } from './many';

type Cell = string | number;

/** Three significant digits at most, as few as a reader needs. */
export function figure(number: number): string {
  if (number >= 100) return Math.round(number).toLocaleString('en-US');
  return number >= 10 ? number.toFixed(1) : number.toFixed(2);
}

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]) =>
    `| ${cells.map((cell) => (typeof cell === 'number' ? figure(cell) : cell)).join(' | ')} |`;
  const rule = `|${head.map((_, i) => (i === 0 ? '---' : '---:')).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** One harness in one process. */
export function commandsTable(commands: readonly CommandFigure[]): string {
  const floor = commands[0]?.wall ?? Number.NaN;
  return table(
    ['One harness, one process', 'ms', 'of an empty process'],
    commands
      .filter(({ isPart }) => !isPart)
      .map(({ name, wall }) => [name, wall, `${figure(wall / floor)} ×`]),
  );
}

/** Parts of the command as processes of their own. */
export function partsOfCommandTable(commands: readonly CommandFigure[]): string {
  const floor = commands[0]?.wall ?? Number.NaN;
  return table(
    ['A Node.js process', 'ms more than an empty one', 'of an empty process'],
    commands
      .filter(({ isPart }) => isPart)
      .map(({ name, wall }) => [name, wall - floor, `${figure(wall / floor)} ×`]),
  );
}

/** Rows of a layout: harnesses, and the same objects bare, side by side. */
export function pairs(many: readonly ManyRow[], layout: Layout) {
  const rows = many.filter((row) => row.layout === layout);
  return rows.flatMap((harness) => {
    const bare = rows.find((row) => row.what === 'bare' && row.number === harness.number);
    return harness.what === 'harness' && bare ? [{ harness, bare }] : [];
  });
}

/** Milliseconds a harness and memory, by number. */
export function manyTable(many: readonly ManyRow[], layout: Layout): string {
  return table(
    [
      `Harnesses, ${layout}`,
      'ms each',
      'as bare `ApiObject`s',
      "the library's own",
      'MiB',
      'MiB bare',
    ],
    pairs(many, layout).map(({ harness, bare }) => [
      harness.number.toLocaleString('en-US'),
      harness.total / harness.number,
      bare.total / harness.number,
      (harness.total - bare.total) / harness.number,
      harness.memory,
      bare.memory,
    ]),
  );
}

/** Parts of the library, and a hundred harnesses beside helm. */
export function partsTable({ parts, hundred }: Figures): string {
  return table(
    ['Part', 'ms'],
    [
      ['loading cdk8s', parts.cdk8s],
      ['loading the library where cdk8s is loaded', parts.import],
      ['of that, V8 turning its text into code', parts.compile],
      ['a values file and three flags, read and checked', parts.values],
      ['values, checked', parts.resolve],
      ['values with 50 problems, to the whole message', parts.refusal],
      ['100 harnesses: one process of a cdk8s app', hundred.app],
      ['100 harnesses: a process of `helm template` each', hundred.helm],
      ['100 harnesses: the same app with bare `ApiObject`s', hundred.bare],
      [
        '100 harnesses: how many times faster than helm the app is',
        `${figure(hundred.helm / hundred.app)} ×`,
      ],
      [
        '100 harnesses: how many times faster it would be with bare `ApiObject`s',
        `${figure(hundred.helm / hundred.bare)} ×`,
      ],
    ],
  );
}

/** What cdk8s takes for charts that depend on each other. */
export function dependenciesTable(dependencies: ReadonlyMap<number, number>): string {
  return table(
    ['Charts of eight objects in a chain of `addDependency`', 'ms to synthesize'],
    [...dependencies].map(([number, time]) => [String(number), time]),
  );
}
