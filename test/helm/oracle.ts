import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonValue, Values } from '../../src/helm';
import { helmPath } from '../../tools/helm/helm-path';

/** The real helm, or `undefined` where the tests that need it are skipped. */
export const helm = helmPath();

/** A chart on disk whose only template prints its values. */
export interface OracleChart {
  readonly name: string;
  /** The text of values.yaml. */
  readonly values?: string;
  /** Instead of the one that prints `.Values`; one line that begins with `values: `. */
  readonly template?: string;
  /** Entries of `dependencies` in Chart.yaml. */
  readonly dependencies?: readonly Values[];
  /** Goes under `charts/`. */
  readonly subcharts?: readonly OracleChart[];
}

/** What helm made of a chart, files and flags. */
export interface Rendered {
  /** `.Values` of each chart, by the path of its template: `c`, `c/charts/sub`. */
  readonly charts: ReadonlyMap<string, JsonValue>;
  /** Warnings, or the error. */
  readonly stderr: string;
  readonly failed: boolean;
}

/** A folder of charts and values files for the real helm, removed by {@link Oracle.dispose}. */
export class Oracle {
  readonly folder = mkdtempSync(join(tmpdir(), 'helm-oracle-'));
  #files = 0;

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes a file and returns its path. */
  file(content: string | Buffer): string {
    this.#files += 1;
    const path = join(this.folder, `file-${this.#files}`);
    writeFileSync(path, content);
    return path;
  }

  /** Writes a chart and returns its folder. */
  chart(chart: OracleChart): string {
    this.#files += 1;
    return writeChart(join(this.folder, `chart-${this.#files}`), chart);
  }

  /** Runs `helm template` with the given flags. */
  render(chart: string, flags: readonly string[]): Promise<Rendered> {
    const args = ['template', 'r', chart, ...flags];
    // A short-lived process is faster without parallel garbage collection.
    const env = { ...process.env, GOGC: 'off', GOMAXPROCS: '1' };
    return new Promise((resolve) => {
      execFile(helm ?? 'helm', args, { env, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
        resolve({ charts: readCharts(stdout), stderr, failed: error !== null });
      });
    });
  }
}

const PRINT_VALUES = 'values: {{ .Values | toJson }}';

function writeChart(folder: string, chart: OracleChart): string {
  mkdirSync(join(folder, 'templates'), { recursive: true });
  const { name, dependencies } = chart;
  // Helm treats an empty list of dependencies differently from none.
  const metadata = { apiVersion: 'v2', name, version: '1.0.0', dependencies };
  writeFileSync(join(folder, 'Chart.yaml'), JSON.stringify(metadata));
  writeFileSync(join(folder, 'values.yaml'), chart.values ?? '');
  // One line, so that the output can be taken apart by lines.
  writeFileSync(join(folder, 'templates', 'values.yaml'), chart.template ?? PRINT_VALUES);
  for (const subchart of chart.subcharts ?? []) {
    writeChart(join(folder, 'charts', subchart.name), subchart);
  }
  return folder;
}

function readCharts(stdout: string): Map<string, JsonValue> {
  const charts = new Map<string, JsonValue>();
  const pattern = /^# Source: (.*)\/templates\/values\.yaml\nvalues: (.*)$/gm;
  for (const [, path = '', json = ''] of stdout.matchAll(pattern))
    charts.set(path, JSON.parse(json));
  return charts;
}

/** Runs `task` on all items, two at a time. */
export async function inPairs<Item, Result>(
  items: readonly Item[],
  task: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await task(items[index] as Item);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}
