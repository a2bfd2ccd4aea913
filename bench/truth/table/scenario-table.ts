import { availableParallelism } from 'node:os';
import type { Scenario, Told } from '../scenarios/scenario';
import { SERVERS } from '../servers/start';
import type { Tool } from '../tools/tool';
import { type Compared, UNITS } from './compare';
import { figure, isCompared, signed, TITLES } from './figures';
import { type Cell, medianOff, medianTold, offsOf, toldOf } from './results';

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = `|${head.map((_, i) => (i === 0 ? '---' : '---:')).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

const NOTHING = '–';

/** Figures that stay what they are where others work on the machine: all others are times. */
const COUNTS: readonly (Compared | Told)[] = ['errors', 'outputTokens'];

/** The load average before a run up to which times are the tool's own: no more processes than cores. */
export const MOST_LOAD = availableParallelism();

/** The runs of which a figure may be told. */
const tellable = (cell: Cell, name: Compared | Told): Cell =>
  COUNTS.includes(name)
    ? cell
    : { ...cell, runs: cell.runs.filter(({ load }) => load <= MOST_LOAD) };

/** One value of one server's runs. */
function shown(all: Cell, name: Compared | Told): string {
  const cell = tellable(all, name);
  if (cell.runs.length === 0) return 'busy';
  if (cell.runs.every(({ failure }) => failure !== undefined) && isCompared(name)) return 'failed';
  if (!isCompared(name)) {
    const value = medianTold(cell, name);
    return Number.isFinite(value) ? figure(value) : NOTHING;
  }
  const off = medianOff(cell, name);
  return off === undefined ? NOTHING : signed(off, UNITS[name]);
}

/** The least and the most of one server's runs. */
function spread(all: Cell, name: Compared | Told): string {
  const cell = tellable(all, name);
  const [values, text] = isCompared(name)
    ? [offsOf(cell, name), (off: number) => signed(off, UNITS[name])]
    : [toldOf(cell, name).filter(Number.isFinite), figure];
  if (values.length === 0) return NOTHING;
  const [least, most] = [text(Math.min(...values)), text(Math.max(...values))];
  return least === most ? least : `${least} to ${most}`;
}

/** The values of all servers, or the reason why a tool has none. */
export function shownOfServers(
  cells: readonly Cell[],
  tool: Tool,
  name: Compared | Told,
  show = shown,
): string {
  if (name in tool.notClaimed) return 'not claimed';
  const values = SERVERS.flatMap((server) =>
    cells.filter((cell) => cell.server === server && cell.runs.length > 0),
  ).map((cell) => show(cell, name));
  return values.every((each) => each === values[0]) ? (values[0] ?? NOTHING) : values.join(' · ');
}

/** The table of a scenario: reported minus true, for the first server and the second one. */
export function scenarioTable(
  scenario: Scenario,
  tools: readonly Tool[],
  cells: readonly Cell[],
  show = shown,
): string {
  const rows = tools.map((tool) => {
    const own = cells.filter((cell) => cell.tool === tool && cell.scenario === scenario);
    if (scenario.name in tool.notClaimed)
      return [tool.name, ...scenario.figures.map(() => 'not claimed')];
    return [tool.name, ...scenario.figures.map((name) => shownOfServers(own, tool, name, show))];
  });
  return table(['', ...scenario.figures.map((name) => TITLES[name])], rows);
}

/** The same with the least and the most of the runs; nothing where no tool has several. */
export function spreadTable(
  scenario: Scenario,
  tools: readonly Tool[],
  cells: readonly Cell[],
): string | undefined {
  const repeated = tools.filter((tool) =>
    cells.some((each) => each.tool === tool && each.scenario === scenario && each.runs.length > 1),
  );
  return repeated.length === 0 ? undefined : scenarioTable(scenario, repeated, cells, spread);
}
