/**
 * Runs the tests against a real API server: `npm run test:cluster` starts one, `-- --context NAME` takes another
 * cluster, which is left as it was. `-- --sets 2000` tries more value sets, and `--result FILE` writes what came of them.
 * `npm run test:oldest` asks the oldest Kubernetes that is supported. What else is given goes to vitest.
 */
import { parseArgs } from 'node:util';
import { startApiProxy } from './cluster/api-proxy';
import { clusterWide } from './cluster/applied';
import { buildCluster, buildOldest } from './cluster/build';
import { startControlPlane } from './cluster/control-plane';
import { toEnvironment } from './cluster/environment';
import { Footprint } from './cluster/footprint';
import type { Access } from './cluster/kubectl';
import { missingForCluster } from './cluster/needs';
import { runVitest, Teardown } from './cluster/teardown';
import { kubectlPath } from './helm/kubectl-path';
import { missing } from './missing';

/** What this command takes; the rest is vitest's. */
interface Asked {
  readonly context?: string | undefined;
  readonly sets?: number | undefined;
  readonly result?: string | undefined;
  /** Whether the API server is that of the oldest Kubernetes. */
  readonly oldest: boolean;
  readonly vitest: readonly string[];
}

const OLDEST = '--oldest';

function read(all: readonly string[]): Asked {
  const given = all.filter((word) => word !== OLDEST);
  const own = {
    context: { type: 'string' },
    sets: { type: 'string' },
    result: { type: 'string' },
  } as const;
  const { tokens } = parseArgs({ args: [...given], options: own, strict: false, tokens: true });
  const found: Record<string, string> = {};
  const taken = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== 'option' || !Object.hasOwn(own, token.name)) continue;
    if (!token.value) throw new Error(`expected --${token.name} with a value`);
    found[token.name] = token.value;
    taken.add(token.index);
    if (!token.inlineValue) taken.add(token.index + 1);
  }
  if (found.sets !== undefined && !/^[1-9]\d{0,5}$/.test(found.sets))
    throw new Error(`expected --sets with a number, found ${found.sets}`);
  const vitest = given.filter((_, index) => !taken.has(index));
  return {
    context: found.context,
    result: found.result,
    oldest: all.includes(OLDEST),
    sets: found.sets === undefined ? undefined : Number(found.sets),
    vitest,
  };
}

const teardown = new Teardown();

async function ownCluster(oldest: boolean): Promise<Access> {
  const { access, stop: end } = await startControlPlane(oldest ? buildOldest() : buildCluster());
  teardown.add(end);
  return access;
}

/** The kubeconfig is found by kubectl's own rules; the context alone is named. */
const otherCluster = (context: string): Access => ({
  kubectl: kubectlPath() ?? 'kubectl',
  context,
});

async function run({ context, sets, result, oldest, vitest }: Asked): Promise<number> {
  const access = context === undefined ? await ownCluster(oldest) : otherCluster(context);
  const footprint = new Footprint(access, clusterWide());
  await footprint.refuseExisting();
  console.log(`Cluster-wide, the tests make in "${access.context}", and remove:\n${footprint}`);
  const created = footprint.create();
  // A cluster of its own goes as a whole.
  if (context !== undefined) teardown.add(() => created.finally(() => footprint.remove()));
  await created;
  const proxy = await startApiProxy(access);
  teardown.add(proxy.stop);
  const environment = toEnvironment({ access, socket: proxy.socket, sets, resultFile: result });
  const config = `test/cluster/${oldest ? 'oldest/' : ''}vitest.config.mts`;
  return runVitest(config, vitest, environment, teardown);
}

/** @returns whether the tests can run; else a loud line was printed */
function canRun({ context }: Asked): boolean {
  const lacking = context === undefined ? missingForCluster() : undefined;
  return lacking === undefined || missing(`no cluster for the tests: ${lacking}`);
}

async function main(): Promise<void> {
  try {
    const asked = read(process.argv.slice(2));
    if (canRun(asked)) process.exitCode = await run(asked);
  } catch (error) {
    console.error(`test:cluster: ${(error as Error).message}`);
    process.exitCode = 1;
  } finally {
    await teardown.stop();
  }
}

void main();
