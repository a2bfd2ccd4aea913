/** Charts of eight objects, as a harness has, each chart depending on the one before; prints the milliseconds of a synth. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';

const OBJECTS = 8;

function filled(app: App, id: string): Chart {
  const chart = new Chart(app, id);
  for (let i = 0; i < OBJECTS; i += 1) {
    new ApiObject(chart, `object-${i}`, { apiVersion: 'v1', kind: 'ConfigMap' });
  }
  return chart;
}

const outdir = mkdtempSync(join(tmpdir(), 'kvmini-bench-'));
const app = new App({ outdir });
const charts = Array.from({ length: Number(process.argv[2]) }, (_, i) => filled(app, `chart-${i}`));
charts.forEach((chart, i) => {
  const before = charts[i - 1];
  if (before) chart.addDependency(before);
});
const begun = performance.now();
app.synth();
process.stdout.write(String(performance.now() - begun));
rmSync(outdir, { recursive: true });
