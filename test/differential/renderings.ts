import { execFile } from 'node:child_process';
import { App, Chart } from 'cdk8s';
import { KvminiHarness } from '../../src';
import { helmPath } from '../../tools/helm/helm-path';
import type { Installation } from '../arbitraries/installation';
import { readDocuments } from './kubernetes-yaml';

/** The chart that the library is compared with. */
export const CHART = 'charts/kvmini';

/** The real helm; `undefined` where there is none, and the tests are skipped. */
export const helm = helmPath();

/** Nearly all of a run is Go's start: neither collecting garbage nor threads help it. */
const QUICK_START = { ...process.env, GOGC: 'off', GOMAXPROCS: '1' };

/** Many releases at once, each with its dashboard, are more than Node.js' own limit of a mebibyte. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Runs helm with text on its standard input. */
function run(args: readonly string[], input: string): Promise<string> {
  const options = { env: QUICK_START, maxBuffer: MOST_BYTES };
  return new Promise((resolve, reject) => {
    const child = execFile(helm ?? 'helm', args, options, (error, stdout, stderr) => {
      if (error) reject(new Error(`helm ${args.join(' ')}: ${stderr.trim()}`));
      else resolve(stdout);
    });
    child.stdin?.end(input);
  });
}

const templateArgs = (releaseName: string, chart: string, ...flags: string[]) => [
  ...['template', releaseName, chart, '--skip-tests'],
  ...flags,
];

/**
 * What `helm template` prints for a chart, without its test hook, which the library has no part in.
 *
 * @throws Error with helm's own message where it refuses the values
 */
export function helmTemplate(
  { releaseName, namespace, values }: Omit<Installation, 'values'> & { readonly values: object },
  chart = CHART,
  ...flags: string[]
): Promise<string> {
  const args = templateArgs(releaseName, chart, '-n', namespace, '-f', '-', ...flags);
  // Helm drops a last line of 4,096 bytes, or a multiple, that does not end with a newline: the whole of the values.
  return run(args, `${JSON.stringify(values)}\n`);
}

/** The objects that helm makes of a chart, as Kubernetes reads them. */
export async function renderWithHelm(...args: Parameters<typeof helmTemplate>): Promise<unknown[]> {
  return readDocuments(await helmTemplate(...args));
}

/** The same with flags alone, in which the values are, too. */
export const templateByFlags = (...args: Parameters<typeof templateArgs>): Promise<string> =>
  run(templateArgs(...args), '');

/** Runs any helm command, for what is not rendering. */
export const runHelm = (...args: string[]): Promise<string> => run(args, '');

/**
 * What the library makes of an installation.
 *
 * The release is managed by Helm, so that not even this label differs.
 */
export function harnessChart({ releaseName, namespace, values }: Installation): Chart {
  const chart = new Chart(new App(), 'chart', { namespace });
  new KvminiHarness(chart, 'harness', { releaseName, managedBy: 'Helm', values });
  return chart;
}

/** The objects of a cdk8s chart, as `cdk8s synth` prints them. */
export function synthesize(chart: Chart): unknown[] {
  return readDocuments(App.of(chart).synthYaml());
}
