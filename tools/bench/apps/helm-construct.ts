/** A cdk8s app that has the reference chart rendered by cdk8s's own `Helm`. */
import { readFileSync } from 'node:fs';
import { App, Chart, Helm } from 'cdk8s';
import { parse } from 'yaml';

const [outdir = '', valuesFile = '', helmExecutable = ''] = process.argv.slice(2);
// `Helm` leaves a folder with its values in the temporary directory: it goes with the app's own.
process.env.TMPDIR = outdir;
const app = new App({ outdir });
const chart = new Chart(app, 'kvmini-harness', { namespace: 'benchmark' });
new Helm(chart, 'kvmini', {
  chart: 'charts/kvmini',
  helmExecutable,
  releaseName: 'kvmini-harness',
  namespace: 'benchmark',
  helmFlags: ['--skip-tests'],
  values: parse(readFileSync(valuesFile, 'utf8')),
});
app.synth();
