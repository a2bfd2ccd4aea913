import { availableParallelism, cpus, totalmem } from 'node:os';
import { SCENARIOS } from '../scenarios/all';
import type { Scenario } from '../scenarios/scenario';
import { SERVERS } from '../servers/start';
import type { Installed, Tool } from '../tools/tool';
import { figure, TITLES } from './figures';
import type { Cell } from './results';
import { MOST_LOAD, scenarioTable, shownOfServers, spreadTable, table } from './scenario-table';

/** What the pages are made of. */
export interface Page {
  readonly installed: ReadonlyMap<Tool, Installed>;
  readonly cells: readonly Cell[];
}

const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`);

/** Where and when the runs were, with the load that others put on the machine. */
export function machineLine({ cells }: Page): string {
  const runs = cells.flatMap((cell) => cell.runs);
  if (runs.length === 0) return 'There are no runs yet.';
  const days = [...new Set(runs.map(({ date }) => date.slice(0, 10)))].sort();
  const loads = runs.map(({ load }) => load);
  const ofServer = SERVERS.map((server) =>
    cells.filter((cell) => cell.server === server).reduce((sum, cell) => sum + cell.runs.length, 0),
  );
  const repeats = cells.map((cell) => cell.runs.length).filter((count) => count > 0);
  const [{ model } = { model: 'unknown processor' }] = cpus();
  const many = (numbers: readonly number[]) => {
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    return least === most ? figure(least) : `${figure(least)} to ${figure(most)}`;
  };
  return [
    `${runs.length} runs on ${days.join(' and ')}, ${ofServer.join(' on the first server and ')} on the second, in turns: a figure is the median of ${counts(repeats)}.`,
    `${availableParallelism()} cores of ${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node.js ${process.versions.node}.`,
    `The machine's load average before a run was ${many(loads)}: above ${MOST_LOAD}, others worked on it, and the run counts for errors and tokens alone, not for times.`,
  ].join(' ');
}

function counts(times: readonly number[]): string {
  const [least, most] = [Math.min(...times), Math.max(...times)];
  if (most === 1) return 'one run';
  return least === most ? `${most} runs` : `${least} to ${most} runs`;
}

function scenarioSection(scenario: Scenario, { installed, cells }: Page): string {
  const { work } = scenario;
  const tools = [...installed.keys()];
  const arrivals = work.pattern === 'constant' ? 'evenly' : 'with exponential gaps';
  const cap = work.cap === undefined ? '' : `, at most ${work.cap} at a time`;
  const load = `${work.requests} requests of ${work.tokens} tokens, ${work.rate.toLocaleString('en-US')} a second, ${arrivals}${cap}.`;
  return [
    `### ${scenario.title[0]?.toUpperCase()}${scenario.title.slice(1)}`,
    `${sentence(scenario.reason)} It went wrong in [${issueName(scenario.issue)}](${scenario.issue}). ${load}`,
    scenarioTable(scenario, tools, cells),
    ...folded('The least and the most of the runs', spreadTable(scenario, tools, cells)),
    ...failuresOf(scenario, cells),
  ].join('\n\n');
}

/** A part of the page that is opened by a click. */
const folded = (title: string, content: string | undefined): string[] =>
  content === undefined
    ? []
    : [`<details>\n<summary>${title}</summary>\n\n${content}\n\n</details>`];

/** A GitHub thread as people name it. */
const issueName = (url: string): string =>
  url.replace(/^https:\/\/github\.com\/(.+)\/(?:issues|pull)\/(\d+)$/, '$1#$2');

/** Why tools failed, a line each. */
function failuresOf(scenario: Scenario, cells: readonly Cell[]): string[] {
  const lines = cells
    .filter((cell) => cell.scenario === scenario)
    .flatMap(({ tool, runs }) =>
      runs.flatMap(({ failure }) => (failure === undefined ? [] : [`${tool.name}: ${failure}`])),
    );
  return lines.length === 0 ? [] : [[...new Set(lines)].map((line) => `- ${line}`).join('\n')];
}

/** Every scenario with its table. */
export const scenarioSections = (page: Page): string =>
  SCENARIOS.map((scenario) => scenarioSection(scenario, page)).join('\n\n');

/** Megabytes as disks are sold. */
const megabytes = (bytes: number): string => `${figure(bytes / 1e6)} MB`;

function toolSection(tool: Tool, installed: Installed, cells: readonly Cell[]): string {
  const claims = Object.entries(tool.notClaimed).map(
    ([what, why]) => `- Not claimed: ${titleOf(what)}. ${why}`,
  );
  const example = cells.find((cell) => cell.tool === tool && cell.runs.length > 0)?.runs[0];
  return [
    `### ${tool.name} ${installed.version}`,
    `${tool.page}, ${megabytes(installed.bytes)} installed.`,
    [...tool.notes.map((note) => `- ${note}`), ...claims].join('\n'),
    ...differencesOf(tool),
    ...(example === undefined ? [] : [`\`\`\`text\n${shownCommand(example.command)}\n\`\`\``]),
  ].join('\n\n');
}

/** Why figures differ, each with its line of the installed package. */
function differencesOf({ differences }: Tool): string[] {
  if (differences.length === 0) return [];
  const lines = differences.map(
    ({ where, why, source }) => `- ${where}: ${why} (\`${source.file}:${source.line}\`)`,
  );
  return ['Where it differs, why, and the line of its package:', lines.join('\n')];
}

const titleOf = (name: string): string =>
  SCENARIOS.find((scenario) => scenario.name === name)?.title ??
  TITLES[name as keyof typeof TITLES] ??
  name;

/** A command without the places of one machine. */
export function shownCommand(command: readonly string[]): string {
  return command
    .map((part) => part.replace(/(?:\/[^/=,\s]+)+\/(?=[^/=,\s]*)/g, (path) => shownPath(path)))
    .map((part) => (/[\s"'(){}]/.test(part) ? `'${part}'` : part))
    .join(' ');
}

/** Where tools are installed, and where runs are kept. */
const PLACES = ['cdk8s-kvmini/', '/environments/'];

const shownPath = (path: string): string =>
  PLACES.some((place) => path.includes(place)) ? '…/' : path;

/** Every tool with its version, its size, its command line and what it does not claim. */
export const toolSections = ({ installed, cells }: Page): string =>
  [...installed].map(([tool, about]) => toolSection(tool, about, cells)).join('\n\n');

const SUMMARY = [
  ['plain', 'ttft'],
  ['role-first', 'ttft'],
  ['reasoning', 'ttft'],
  ['stream-errors', 'errors'],
  ['stall', 'waited'],
  ['constant', 'variation'],
  ['fast', 'sendRate'],
  ['fast', 'cpu'],
] as const;

function shownIn(
  tool: Tool,
  scenario: Scenario | undefined,
  shown: (typeof SUMMARY)[number][1],
  cells: readonly Cell[],
): string {
  if (scenario === undefined || scenario.name in tool.notClaimed) return 'not claimed';
  const own = cells.filter((cell) => cell.tool === tool && cell.scenario === scenario);
  return shownOfServers(own, tool, shown);
}

/** The README's table: a line a tool, a column for each figure that some tool has. */
export function summaryTable({ installed, cells }: Page): string {
  const columns = SUMMARY.map(([name, shown]) => {
    const scenario = SCENARIOS.find((each) => each.name === name);
    return { title: `${scenario?.title}: ${TITLES[shown]}`, scenario, shown };
  });
  const filled = columns
    .map(({ title, scenario, shown }) => ({
      title,
      values: [...installed.keys()].map((tool) => shownIn(tool, scenario, shown, cells)),
    }))
    .filter(({ values }) => values.some((each) => /\d/.test(each)));
  const rows = [...installed].map(([tool, { version, bytes }], i) => [
    `${tool.name} ${version}`,
    ...filled.map(({ values }) => values[i] ?? ''),
    megabytes(bytes),
  ]);
  return table(['', ...filled.map(({ title }) => title), 'installed'], rows);
}
