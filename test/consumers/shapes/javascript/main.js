const { App, Chart } = require('cdk8s');
const { KvminiHarness } = require('cdk8s-kvmini');

const app = new App();
const chart = new Chart(app, 'benchmark', { namespace: 'benchmark' });
new KvminiHarness(chart, 'kvmini-harness', {
  values: {
    persistence: { size: '50Gi' },
    global: { isvc: { name: 'demo-llm', namespace: 'ml-prod' } },
  },
});
app.synth();
