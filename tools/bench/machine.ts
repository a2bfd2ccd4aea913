import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { version as cdk8s } from 'cdk8s/package.json';
import { run } from './processes';

/** The machine and the programs in a sentence, without its name. */
export function machine(helm: string): string {
  const [{ model } = { model: 'unknown processor' }] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const version = run([helm, 'version', '--template', '{{.Version}}']).stdout.replace(/^v/, '');
  const today = new Date().toISOString().slice(0, 10);
  return `${availableParallelism()} cores of ${model.trim()}, ${memory} GiB, ${process.platform} ${process.arch}; Node.js ${process.versions.node}, helm ${version}, cdk8s ${cdk8s}; ${today}, load before the run ${loadavg()[0]?.toFixed(1)}`;
}
