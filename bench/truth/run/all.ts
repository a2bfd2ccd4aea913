import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeTokenizer } from '../install/python';
import { checkSourceLines } from '../install/source-lines';
import type { Scenario } from '../scenarios/scenario';
import type { ServerName } from '../servers/start';
import { collect } from '../table/collect';
import { scenarioSections } from '../table/page';
import { MOST_LOAD } from '../table/scenario-table';
import { writePages } from '../table/write';
import { TOOLS } from '../tools/all';
import type { Installed, Tool } from '../tools/tool';
import { readAccepted } from './accepted';
import { hasRuns, runFolder } from './places';
import { runOnce } from './run';

/** A run whose server was late is tried again so often. */
const TRIES = 3;
/** As many runs of each as are looked for on the disk. */
const MOST_REPEATS = 100;

/** What to run. */
export interface Chosen {
  readonly tools: readonly Tool[];
  readonly scenarios: readonly Scenario[];
  readonly servers: readonly ServerName[];
  readonly repeat: number;
  readonly write: boolean;
}

const say = (line: string) => void process.stderr.write(`${line}\n`);

/**
 * The tools that could be installed; of the others it says why not.
 *
 * @throws Error where a line that explains a tool's differences is another one now: before hours of runs, not after
 */
async function installAll(tools: readonly Tool[]): Promise<Map<Tool, Installed>> {
  const installed = new Map<Tool, Installed>();
  for (const tool of tools) {
    try {
      installed.set(tool, await tool.install());
    } catch (error) {
      say(`${tool.name} is left out: ${error instanceof Error ? error.message : error}`);
    }
  }
  for (const [tool, about] of installed) checkSourceLines(tool, about);
  return installed;
}

/** All of which there may be runs, in the order of the page; a large tool only where it is run or was. */
const toolsOfPage = ({ tools }: Chosen): readonly Tool[] =>
  TOOLS.filter((tool) => !tool.isLarge || tools.includes(tool) || hasRuns(tool));

/** Every run, in turns, so that whatever else the machine does falls on all tools alike. */
function turns({ scenarios, servers, repeat }: Chosen, installed: Map<Tool, Installed>) {
  const numbers = Array.from({ length: repeat }, (_, i) => i + 1);
  const rows = numbers.flatMap((number) =>
    servers.flatMap((server) => scenarios.map((scenario) => ({ number, server, scenario }))),
  );
  return rows.flatMap((row) =>
    [...installed]
      .filter(([tool]) => !(row.scenario.name in tool.notClaimed))
      .map(([tool, about]) => ({
        ...{ ...row, tool, installed: about },
        folder: runFolder({ ...row, tool, installed: about }, row.number),
      })),
  );
}

/** Runs what is asked for, and makes the table. */
export async function runAll(chosen: Chosen): Promise<void> {
  const tokenizer = makeTokenizer();
  const installed = await installAll(chosen.tools);
  await runTurns(chosen, installed, tokenizer);
  const everyTool = chosen.write ? await installAll(toolsOfPage(chosen)) : installed;
  const page = { installed: everyTool, cells: collect(everyTool, MOST_REPEATS) };
  process.stdout.write(`${scenarioSections(page)}\n`);
  if (chosen.write) writePages(page);
}

/** How long the load of the run before is waited for: the average is one of a minute. */
const QUIET_AFTER_S = 120;
const LOOK_EVERY_S = 5;

/** Waits until the run before has gone from the machine's load; where others work on it, not for ever. */
async function untilQuiet(): Promise<void> {
  for (let s = 0; s < QUIET_AFTER_S && (loadavg()[0] ?? 0) > MOST_LOAD; s += LOOK_EVERY_S)
    await sleep(LOOK_EVERY_S * 1_000);
}

async function runTurns(
  chosen: Chosen,
  installed: Map<Tool, Installed>,
  tokenizer: string,
): Promise<void> {
  for (const { number, ...turn } of turns(chosen, installed)) {
    const what = `${turn.scenario.name}, ${turn.tool.name}, ${turn.server} ${number}`;
    for (let tries = 0; tries < TRIES; tries++) {
      if (readAccepted(turn.folder, turn.scenario)) break;
      await untilQuiet();
      const { measured, failure } = await runOnce({ ...turn, tokenizer });
      const late = readAccepted(turn.folder, turn.scenario) === undefined;
      const outcome = failure ?? (late ? 'the server was late: thrown away' : 'done');
      say(`${what}: ${outcome} (${measured.seconds.toFixed(0)} s)`);
    }
  }
}
