import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { afterAll, expect, test } from 'vitest';
import { KvminiHarness } from '../../src';
import { HelmValuesError } from '../../src/helm';
import { readValues } from '../../src/release/read-values';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-read-values-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const read = (sources: Parameters<typeof readValues>[0]) => readValues(sources, () => {});
const MOST = 16 * 1024 * 1024;

test('files come first, then flags, and what Helm does in silence is told', () => {
  const files = [
    file('a.yaml', 'replicaCount: 2\npodLabels: {team: ml}\n'),
    file('b.yaml', '{replicaCount: 3}'),
  ];
  const told: string[] = [];
  const sources = { files, set: ['podLabels.rank=1', 'imagePullSecrets={}'] };
  expect(readValues(sources, (line) => void told.push(line))).toEqual({
    ...{ replicaCount: 3, podLabels: { team: 'ml', rank: 1 }, imagePullSecrets: [''] },
  });
  expect(told).toEqual([expect.stringMatching(/list of one empty string/)]);
});

test('every byte of a file reaches the value, also a mark of UTF-8 in front', () => {
  const setFile = [`a=${file('marked', '\ufeffä\r\n')}`];
  expect(read({ setFile })).toEqual({ a: '\ufeffä\r\n' });
});

test('a file of 16 MiB is read whole, and one of a byte more is refused', () => {
  const text = (bytes: number) => `a: 1\n#${'x'.repeat(bytes - 11)}\nb: 2`;
  expect(read({ files: [file('most', text(MOST))] })).toEqual({ a: 1, b: 2 });
  const more = file('more', text(MOST + 1));
  expect(() => read({ files: [more] })).toThrow(`${more}: expected a file of at most 16 MiB`);
});

test('bytes that are no UTF-8 are refused', () => {
  const path = file('latin', Uint8Array.of(97, 58, 32, 0xe4));
  expect(() => read({ files: [path] })).toThrow(`${path} is not UTF-8`);
});

test.each([
  ['https://me:hidden@a/values.yaml?sig=hidden', 'https', 'save it with curl -fsSL URL -o FILE'],
  ['HTTP://a/b', 'HTTP', 'save it with curl -fsSL URL -o FILE'],
  ['secrets://a.yaml', 'secrets', 'give sops decrypt FILE | … -f -'],
  ['sops+age://a.yaml', 'sops+age', 'give sops decrypt FILE | … -f -'],
  ['s3://a/https', 's3', 'save it with the tool that knows such a URL'],
])('nothing is fetched: %s', (url, scheme, remedy) => {
  expect(() => read({ files: [url] })).toThrow(
    expect.objectContaining({
      ...{ name: HelmValuesError.name, code: 'unreadable-file' },
      message: expect.stringContaining(`${scheme}://…: nothing is fetched here; ${remedy}`),
    }),
  );
  expect(() => read({ files: [url] })).not.toThrow(/hidden/);
});

test('a file that was read is closed', () => {
  const path = file('small.yaml', 'a: 1');
  const nextDescriptor = () => {
    const descriptor = openSync(path, 'r');
    closeSync(descriptor);
    return descriptor;
  };
  const before = nextDescriptor();
  for (let times = 0; times < 100; times++) read({ files: [path] });
  // Others of this process may have opened some meanwhile.
  expect(nextDescriptor() - before).toBeLessThan(100);
});

test('a harness of values files is released as its props say', () => {
  const chart = new Chart(new App(), 'c', { namespace: 'lost' });
  const kvmini = KvminiHarness.fromValuesFiles(chart, 'id', {
    ...{ releaseName: 'nightly', namespace: 'benchmark', managedBy: 'Helm', kubeVersion: '1.33' },
    files: [file('values.yaml', 'podSecurityContext: {supplementalGroupsPolicy: Merge}')],
  });
  expect(kvmini.fullname).toBe('nightly-kvmini');
  expect(kvmini.service.metadata.namespace).toBe('benchmark');
  expect(kvmini.labels['app.kubernetes.io/managed-by']).toBe('Helm');
  // Kubernetes has the field from 1.33 on.
  expect(kvmini.warnings).toEqual([]);
});

test('an integer of --set keeps its digits where it is a text, and is refused where it would lose some', () => {
  const DIGITS = '20261126210351123';
  const read = (set: string) => readValues({ set: [set] }, () => undefined);
  expect(read(`image.tag=${DIGITS}`)).toEqual({ image: { tag: DIGITS } });
  expect(read(`image.tag=${DIGITS},image.pullPolicy=Always`)).toEqual({
    image: { tag: DIGITS, pullPolicy: 'Always' },
  });
  expect(read(`kvmini.image.tag=${DIGITS}`)).toEqual({ kvmini: { image: { tag: DIGITS } } });
  for (const set of [`image.tag.x=${DIGITS}`, `image.tag[0]=${DIGITS}`, `tag=${DIGITS}`])
    expect(() => read(set)).toThrow('loses digits');
  expect(() => read(`image.tag=+${DIGITS}`)).toThrow('loses digits');
});

test('digits are the path of a file to --set-file, also where a text is', () => {
  const at = process.cwd();
  process.chdir(folder);
  try {
    writeFileSync('20261126210351123', 'v1');
    const read = readValues({ setFile: ['image.tag=20261126210351123'] }, () => undefined);
    expect(read).toEqual({ image: { tag: 'v1' } });
  } finally {
    process.chdir(at);
  }
});
