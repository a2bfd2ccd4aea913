import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CHART } from '../chart/chart';

const SCHEMA = join('node_modules', 'cdk8s-kvmini', 'values.schema.json');

/** The schema as an app has it whose dependency this package is, seen from a folder of it. */
function installed(folder: string, schema: string): string | undefined {
  for (let above = folder; ; above = dirname(above)) {
    const file = join(above, SCHEMA);
    if (existsSync(file) && realpathSync(file) === schema) return file;
    if (above === dirname(above)) return undefined;
  }
}

/**
 * Where an editor finds the JSON Schema from a values file in a folder: in the app's `node_modules`, by a path that is right for
 * all who have the app; else, as with `npx` alone, where the package is on this machine.
 */
function schemaAt(folder: string, schema: string): string {
  const file = installed(folder, schema);
  if (file === undefined) return pathToFileURL(schema).href;
  const path = relative(folder, file).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}

/**
 * The chart's `values.yaml` as a file to edit: what its first lines say of where it comes from is not true of a copy.
 *
 * @param values the text of `values.yaml`
 * @param schema the path of `values.schema.json`
 */
export function valuesFile(values: string, schema: string): string {
  const at = schemaAt(realpathSync(process.cwd()), realpathSync(schema));
  const head = [
    `# yaml-language-server: $schema=${at}`,
    '',
    `# Values of kvmini ${CHART.version} with their defaults. Change what you need; what you leave out keeps its default.`,
    '',
    '',
  ];
  return head.join('\n') + values.slice(values.search(/^# -- /m));
}
