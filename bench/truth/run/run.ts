import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Scenario } from '../scenarios/scenario';
import { MODEL } from '../servers/settings';
import { type ServerName, startServer } from '../servers/start';
import { type Installed, type Reported, reported, type Started, type Tool } from '../tools/tool';

/** No run of a scenario takes longer, unless a tool hangs. */
const LIMIT_SECONDS = 420;

const measured = z.object({
  startedMs: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  mebibytes: z.number(),
  code: z.number(),
});

/** What is kept of a run, beside the server's log and the tool's own files. */
export const kept = z.object({
  tool: z.string(),
  version: z.string(),
  scenario: z.string(),
  server: z.string(),
  date: z.string(),
  /** Processes that wanted to run on the machine, over the last minute before the run. */
  load: z.number(),
  command: z.array(z.string()),
  measured,
  /** Absent where the tool failed. */
  reported: reported.optional(),
  failure: z.string().optional(),
});

/** What is kept of a run. */
export type Kept = z.output<typeof kept>;

/** What one run needs. */
export interface Asked {
  readonly tool: Tool;
  readonly installed: Installed;
  readonly scenario: Scenario;
  readonly server: ServerName;
  /** Folder of a tokenizer for the model. */
  readonly tokenizer: string;
  /** Where the run is kept; what was there is removed. */
  readonly folder: string;
}

/** Runs one tool once, and keeps what it said, and what the server says was true, in the run's folder. */
export async function runOnce(asked: Asked): Promise<Kept> {
  const { tool, installed, scenario, folder } = asked;
  rmSync(folder, { recursive: true, force: true });
  const own = join(folder, 'tool');
  mkdirSync(own, { recursive: true });
  const load = loadavg()[0] ?? Number.NaN;
  const server = await startServer(asked.server, scenario.server, join(folder, 'truth.jsonl'));
  const { work } = scenario;
  const place = { url: server.url, model: MODEL, folder: own };
  const started = tool.start(work, {
    ...place,
    ...(work.tokenizer && { tokenizer: asked.tokenizer }),
  });
  const command = [...installed.program, ...started.args];
  const took = await measure(command, started, folder, own);
  const { requests } = await server.stop();
  const outcome: Kept = {
    ...{ tool: tool.name, version: installed.version, scenario: scenario.name },
    ...{ server: asked.server, date: new Date().toISOString(), load, command, measured: took },
    // What it says of requests of which none was a completion is nothing to hold against the truth.
    ...(requests.length > 0
      ? readOutcome(tool, own, took.code)
      : { failure: 'it sent no completion that the server could read' }),
  };
  writeFileSync(join(folder, 'run.json'), JSON.stringify(outcome, undefined, 2));
  return outcome;
}

async function measure(command: readonly string[], started: Started, folder: string, own: string) {
  for (const [name, text] of Object.entries(started.files ?? {}))
    writeFileSync(join(own, name), text);
  const out = join(folder, 'measured.json');
  const shown = openSync(join(folder, 'output.txt'), 'w');
  const script = join(import.meta.dirname, 'measured.py');
  const child = spawn('python3', [script, out, String(LIMIT_SECONDS), ...command], {
    cwd: own,
    env: { ...process.env, ...started.env },
    stdio: ['ignore', shown, shown],
  });
  await new Promise((resolve) => child.once('close', resolve));
  return measured.parse(JSON.parse(readFileSync(out, 'utf8')));
}

function readOutcome(
  tool: Tool,
  own: string,
  code: number,
): { reported: Reported } | { failure: string } {
  if (code === -1) return { failure: `not over after ${LIMIT_SECONDS} s` };
  try {
    return { reported: tool.read(own) };
  } catch (error) {
    return { failure: `exit code ${code}, and no output to read: ${String(error).slice(0, 500)}` };
  }
}
