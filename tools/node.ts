/**
 * Runs the tests on a real node: `npm run test:node` starts a cluster of one node with Debian's containerd and runc, in a
 * network of its own, and removes it. What is given goes to vitest.
 */

import { version } from '../package.json';
import { clusterWide } from './cluster/applied';
import { Footprint } from './cluster/footprint';
import { importImage } from './cluster/node/container-runtime';
import { nodeEnvironment } from './cluster/node/environment';
import { buildHarnessImage, NAME } from './cluster/node/harness-image';
import { missingForNode } from './cluster/node/needs';
import { startNode } from './cluster/node/node';
import { buildNode } from './cluster/node/programs';
import { runVitest, Teardown } from './cluster/teardown';
import { missing } from './missing';

const teardown = new Teardown();

async function run(vitest: readonly string[]): Promise<number> {
  const image = buildHarnessImage();
  const node = await startNode(buildNode());
  teardown.add(node.stop);
  importImage(node.machine, image, { [NAME]: NAME.replace('latest', version) });
  await new Footprint(node.access, definitions()).create();
  return runVitest('test/node/vitest.config.mts', vitest, nodeEnvironment(node), teardown);
}

/** The kinds of KServe and of the Prometheus operator, which the pages' manifests may use. */
const definitions = () => clusterWide([]).filter(({ kind }) => kind === 'customresourcedefinition');

async function main(): Promise<void> {
  const lacking = missingForNode();
  try {
    if (lacking === undefined || missing(`no node for the tests: ${lacking}`))
      process.exitCode = await run(process.argv.slice(2));
  } catch (error) {
    console.error(`test:node: ${(error as Error).message}`);
    process.exitCode = 1;
  } finally {
    await teardown.stop();
  }
}

void main();
