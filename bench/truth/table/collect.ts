import { readAccepted } from '../run/accepted';
import { runFolder } from '../run/places';
import { SCENARIOS } from '../scenarios/all';
import type { Scenario } from '../scenarios/scenario';
import { SERVERS, type ServerName } from '../servers/start';
import type { Installed, Tool } from '../tools/tool';
import { type Cell, runOf } from './results';

function cellOf(
  tool: Tool,
  installed: Installed,
  scenario: Scenario,
  server: ServerName,
  repeat: number,
): Cell {
  const numbers = Array.from({ length: repeat }, (_, i) => i + 1);
  const place = { tool, installed, scenario, server };
  const runs = numbers.flatMap((number) => {
    const accepted = readAccepted(runFolder(place, number), scenario);
    return accepted ? [runOf(accepted, tool, scenario)] : [];
  });
  return { tool, installed, scenario, server, runs };
}

/**
 * All accepted runs that are kept, of whichever call.
 *
 * @param repeat the largest number of a run that is looked for
 */
export const collect = (installed: ReadonlyMap<Tool, Installed>, repeat: number): Cell[] =>
  [...installed].flatMap(([tool, about]) =>
    SCENARIOS.flatMap((scenario) =>
      SERVERS.map((server) => cellOf(tool, about, scenario, server, repeat)),
    ),
  );
