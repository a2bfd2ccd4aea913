/** The app that `cdk8s synth` runs: one harness in a chart of its own, described by Helm's flags. */
import { App, Chart } from 'cdk8s';
import { Command } from 'commander';
import { DEFAULT_RELEASE } from './chart/chart';
import { parseCommand } from './cli/habits/parse';
import { makeFolder } from './cli/make-folder';
import { isRefusal, releaseProps } from './cli/release';
import { addReleaseFlags, type ReleaseFlags } from './cli/release-flags';
import { run } from './cli/run';
import { add } from './construct/api-object';
import { KvminiHarness } from './harness';
import { namespace as namespaceObject } from './resources/namespace';

function synth(releaseName: string, flags: ReleaseFlags): void {
  const app = new App();
  const harness = releaseProps(flags);
  if (harness === undefined) return;
  const { namespace = DEFAULT_RELEASE.namespace, ...props } = harness;
  const chart = new Chart(app, releaseName, { namespace });
  const { values, node } = new KvminiHarness(chart, releaseName, { releaseName, ...props });
  if (flags.createNamespace)
    node.addDependency(add(chart, 'namespace', namespaceObject({ namespace, values })));
  // cdk8s would make it as well, but never end where nobody can.
  makeFolder(app.outdir);
  app.synth();
}

const command = new Command('main')
  .description('synthesize the manifests of one harness')
  .argument('[release]', 'release name', DEFAULT_RELEASE.releaseName)
  .exitOverride();
addReleaseFlags(command).action(synth);
run(() => parseCommand(command, process.argv.slice(2)), isRefusal);
