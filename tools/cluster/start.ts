/** Starts a cluster without nodes, for trying things, and keeps it until Ctrl-C: `npx tsx tools/cluster/start.ts`. */
import { clusterWide } from './applied';
import { buildCluster } from './build';
import { startControlPlane } from './control-plane';
import { Footprint } from './footprint';

async function main(): Promise<void> {
  const { access, stop } = await startControlPlane(buildCluster());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
  process.on('exit', stop);
  await new Footprint(access, clusterWide()).create();
  console.log(`export KUBECONFIG=${access.kubeconfig}`);
  // Nothing of it keeps this process awake.
  setInterval(() => undefined, 1 << 30);
}

void main();
