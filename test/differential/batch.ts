import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { KvminiValuesInput } from '../../src';
import { readDocuments } from './kubernetes-yaml';
import { CHART, helmTemplate } from './renderings';

/** Installations of one release name and namespace. */
export interface InstallationBatch {
  readonly releaseName: string;
  readonly namespace: string;
  readonly all: readonly KvminiValuesInput[];
}

function writeChart(folder: string, name: string): void {
  mkdirSync(join(folder, 'charts'), { recursive: true });
  writeFileSync(join(folder, 'Chart.yaml'), `{apiVersion: v2, name: ${name}, version: 1.0.0}`);
}

/**
 * A chart on disk with the kvmini chart in it many times, each below a chart of its own, so that helm takes
 * many values in one run: its start takes ten times as long as one rendering.
 */
export class BatchChart {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kvmini-batch-'));

  constructor(size: number) {
    writeChart(this.#folder, 'batch');
    for (let index = 0; index < size; index += 1) {
      const wrapper = join(this.#folder, 'charts', `case-${index}`);
      writeChart(wrapper, `case-${index}`);
      symlinkSync(resolve(CHART), join(wrapper, 'charts', 'kvmini'));
    }
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true });
  }

  /**
   * The objects that helm makes of each installation, in their order.
   *
   * @param flags such as `--skip-schema-validation`: the check of each chart takes longer than its rendering
   */
  async render({ all, ...release }: InstallationBatch, ...flags: string[]): Promise<unknown[][]> {
    const cases = all.map((values, index) => [`case-${index}`, { kvmini: values }]);
    const text = await helmTemplate(
      { ...release, values: Object.fromEntries(cases) },
      this.#folder,
      ...flags,
    );
    const found = all.map((): string[] => []);
    for (const document of text.split(/^---\n(?=# Source: )/m)) {
      const [, index] = /^# Source: batch\/charts\/case-(\d+)\//.exec(document) ?? [];
      found[Number(index)]?.push(document);
    }
    return found.map((documents) => readDocuments(documents.join('---\n')));
  }
}
