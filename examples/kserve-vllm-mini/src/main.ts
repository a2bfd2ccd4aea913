import { App } from 'cdk8s';
import { ENVIRONMENTS, readValues } from './values';
import { VllmChart } from './vllm-chart';

// An app for each environment: they are for different clusters, so they may share names.
for (const environment of ENVIRONMENTS) {
  const app = new App({ outdir: `manifests/${environment}` });
  new VllmChart(app, 'vllm', readValues(environment));
  app.synth();
}
