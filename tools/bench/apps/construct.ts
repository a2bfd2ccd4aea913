/** A cdk8s app with one harness: what the user writes instead of the app with `Helm`. */
import { App, Chart } from 'cdk8s';
import { KvminiHarness } from '../../../src/index';

const [outdir = '', valuesFile = ''] = process.argv.slice(2);
const app = new App({ outdir });
const chart = new Chart(app, 'kvmini-harness', { namespace: 'benchmark' });
KvminiHarness.fromValuesFiles(chart, 'kvmini-harness', { files: [valuesFile] });
app.synth();
