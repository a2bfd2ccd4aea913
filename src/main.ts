import { App, Chart } from 'cdk8s';
import { KvminiHarness } from './harness';

const app = new App();
const chart = new Chart(app, 'kvmini-harness', { namespace: 'benchmark' });
new KvminiHarness(chart, 'kvmini-harness');
app.synth();
