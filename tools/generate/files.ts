import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chartReadme } from './chart-readme';
import { chartSchema } from './chart-schema';
import { commandPage } from './command-page';
import { defaultValuesFile } from './default-values';
import { interfaceFile } from './interface';
import { valuesFileSchema } from './json-schema';
import { interfacesFile } from './kubernetes/interfaces';
import { TABLE, tableFile } from './kubernetes/table';
import { pages } from './pages';
import { roomRules } from './rooms';
import { upstreamPage } from './upstream-page';
import { valuesYaml } from './values-yaml';

/** The Helm chart, which is installed as it stands: it holds copies of what the library holds. */
export const CHART_FOLDER = 'charts/kvmini';

const PROFILES = 'contract/profiles';

/** The library's own files that the chart reads with `.Files`, by their path in the chart. */
function chartFiles(): [string, string][] {
  const sources = {
    LICENSE: 'LICENSE',
    'dashboards/kvmini-harness.json': 'dashboards/kvmini-harness.json',
    'files/bench.sh': 'src/release/files/bench.sh',
    'files/kubeconfig': 'src/release/files/kubeconfig',
    ...Object.fromEntries(
      readdirSync(PROFILES).map((name) => [`files/profiles/${name}`, `${PROFILES}/${name}`]),
    ),
  };
  return Object.entries(sources).map(([path, source]) => [
    `${CHART_FOLDER}/${path}`,
    readFileSync(source, 'utf8'),
  ]);
}

/** Source code as `npm run format` leaves it, so that formatting is no difference. */
function formatted(path: string, content: string): [string, string] {
  const biome = ['biome', 'format', `--stdin-file-path=${path}`];
  return [path, execFileSync('npx', biome, { input: content, encoding: 'utf8' })];
}

/** Every generated file of the repository, by its path from the top, with what it should hold. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const schema = `${JSON.stringify(valuesFileSchema(), null, 2)}\n`;
  const values = valuesYaml();
  return new Map([
    formatted(TABLE, tableFile()),
    formatted('src/values/generated/kubernetes-interfaces.ts', interfacesFile()),
    formatted('src/values/generated/kvmini-values.ts', interfaceFile()),
    formatted('src/values/generated/default-values.ts', defaultValuesFile()),
    ['biome.rooms.json', roomRules()],
    ['values.schema.json', schema],
    ['values.yaml', values],
    ...pages(),
    ['docs/command.md', commandPage()],
    ['docs/coming-from-upstream.md', upstreamPage()],
    [`${CHART_FOLDER}/values.schema.json`, `${JSON.stringify(chartSchema(), null, 2)}\n`],
    [`${CHART_FOLDER}/values.yaml`, values],
    [`${CHART_FOLDER}/README.md`, chartReadme(`${CHART_FOLDER}/README.md`)],
    ...chartFiles(),
  ]);
}
