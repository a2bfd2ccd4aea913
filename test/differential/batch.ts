import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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

const SCHEMA = 'values.schema.json';
/** Its own references are then within it, wherever it stands. */
const SCHEMA_ID = 'https://kvmini.test/values.schema.json';

/** A link to each file of the kvmini chart, but to its schema. */
function linkChart(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(CHART)) {
    if (name !== SCHEMA) symlinkSync(resolve(CHART, name), join(folder, name));
  }
}

/** The kvmini chart's schema for the values of each case: read once, where each chart's own would be read as often as there are charts. */
function schemaOf(cases: readonly string[]): string {
  const own = JSON.parse(readFileSync(join(CHART, SCHEMA), 'utf8'));
  const { $schema } = own;
  const each = { properties: { kvmini: { $ref: SCHEMA_ID } } };
  return JSON.stringify({
    $schema,
    definitions: { kvmini: { ...own, $id: SCHEMA_ID } },
    properties: Object.fromEntries(cases.map((name) => [name, each])),
  });
}

/**
 * A chart on disk with the kvmini chart in it many times, each below a chart of its own, so that helm takes
 * many values in one run: its start takes ten times as long as one rendering.
 */
export class BatchChart {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kvmini-batch-'));

  constructor(size: number) {
    const cases = Array.from({ length: size }, (_, index) => `case-${index}`);
    writeChart(this.#folder, 'batch');
    writeFileSync(join(this.#folder, SCHEMA), schemaOf(cases));
    for (const name of cases) {
      const wrapper = join(this.#folder, 'charts', name);
      writeChart(wrapper, name);
      linkChart(join(wrapper, 'charts', 'kvmini'));
    }
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true });
  }

  /**
   * The objects that helm makes of each installation, in their order.
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
