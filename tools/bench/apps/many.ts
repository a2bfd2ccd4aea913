/** Many harnesses in one app, or the same objects without the library; prints what it took as JSON. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { KvminiHarness, type RenderedObject, renderValues } from '../../../src/index';
import type { Layout, ManyFigures, What } from '../many';

const [what, layout, number] = process.argv.slice(2) as [What, Layout, string];
const names = Array.from({ length: Number(number) }, (_, i) => `bench-${i}`);

/** Stands for the name of a harness in the text that all of them are made from. */
const PLACEHOLDER = 'the-name';

/** The objects of each harness, made before the clock starts. */
const bare = new Map<string, readonly RenderedObject[]>();
if (what === 'bare') {
  const text = JSON.stringify(
    renderValues(
      { global: { isvc: { name: PLACEHOLDER, namespace: 'ml-prod' } } },
      { releaseName: PLACEHOLDER },
    ),
  );
  for (const name of names) bare.set(name, JSON.parse(text.replaceAll(PLACEHOLDER, name)));
}

function addTo(chart: Chart, name: string): void {
  const values = { global: { isvc: { name, namespace: 'ml-prod' } } };
  if (what === 'harness') new KvminiHarness(chart, name, { values });
  else bare.get(name)?.forEach((object, i) => void new ApiObject(chart, `${name}-${i}`, object));
}

function addAll(app: App): void {
  const chartOf = (id: string) => new Chart(app, id, { namespace: 'benchmark' });
  const shared = layout === 'one chart' ? chartOf('fleet') : undefined;
  for (const name of names) addTo(shared ?? chartOf(name), name);
}

const outdir = mkdtempSync(join(tmpdir(), 'kvmini-bench-'));
const outputTypes: Record<Layout, YamlOutputType> = {
  'one chart': YamlOutputType.FILE_PER_CHART,
  'a chart each': YamlOutputType.FILE_PER_CHART,
  'a chart each, a file per resource': YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
};
const begun = performance.now();
const app = new App({ outdir, yamlOutputType: outputTypes[layout] });
addAll(app);
app.synth();
const total = performance.now() - begun;
rmSync(outdir, { recursive: true });
const figures: ManyFigures = {
  total,
  memory: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(figures));
