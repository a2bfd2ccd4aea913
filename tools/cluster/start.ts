/**
 * Starts a cluster for trying things, and keeps it until Ctrl-C: `npx tsx tools/cluster/start.ts`. With `--node` it runs
 * pods too, in a network of its own, for which it needs root.
 */
import { parseArgs } from 'node:util';
import { clusterWide } from './applied';
import { buildCluster } from './build';
import { startControlPlane } from './control-plane';
import { Footprint } from './footprint';

async function controlPlane(): Promise<() => void> {
  const { access, stop } = await startControlPlane(buildCluster());
  process.on('exit', stop);
  await new Footprint(access, clusterWide()).create();
  console.log(`export KUBECONFIG=${access.kubeconfig}`);
  return stop;
}

/** The API server is reached in the node's network alone. */
async function withNode(): Promise<void> {
  const { buildNode } = await import('./node/programs');
  const { startNode } = await import('./node/node');
  const { access, machine } = await startNode(buildNode());
  await new Footprint(access, clusterWide([])).create();
  const variables = `KUBECONFIG=${access.kubeconfig} PATH="${machine.folder}:$PATH"`;
  console.log(`${machine.network.join(' ')} env ${variables} bash`);
}

async function main(): Promise<void> {
  const { node } = parseArgs({ options: { node: { type: 'boolean' } } }).values;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
  await (node ? withNode() : controlPlane());
  // Nothing of it keeps this process awake.
  setInterval(() => undefined, 1 << 30);
}

void main();
