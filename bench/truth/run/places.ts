import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { cached, keyOf } from '../cache';
import type { Scenario } from '../scenarios/scenario';
import type { ServerName } from '../servers/start';
import type { Installed, Tool } from '../tools/tool';

const ANYWHERE = {
  url: 'http://server',
  model: 'model',
  tokenizer: '/tokenizer',
  folder: '/folder',
};

/** The folder of a run: another one where the scenario, the version, its build or the command line is another. */
export function runFolder(
  {
    tool,
    installed: { version, build },
    scenario,
    server,
  }: {
    readonly tool: Tool;
    readonly installed: Pick<Installed, 'version' | 'build'>;
    readonly scenario: Scenario;
    readonly server: ServerName;
  },
  repeat: number,
): string {
  const how = JSON.stringify(tool.start(scenario.work, ANYWHERE));
  const what = build === undefined ? version : `${version} ${build}`;
  const key = keyOf(what, JSON.stringify([scenario.server, scenario.work]), how);
  return join(cached('runs', server, scenario.name), `${tool.name}-${key}-${repeat}`);
}

/** Whether runs of a tool are kept, of whatever version. */
export const hasRuns = ({ name }: Tool): boolean =>
  readdirSync(cached('runs'), { recursive: true })
    .map((path) => String(path).split(sep))
    .some(([, , run]) => run?.startsWith(`${name}-`));
