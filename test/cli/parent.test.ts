import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { KvminiHarness } from '../../src';
import { manifestYaml } from '../../src/cli/manifest-yaml';
import { releaseOrNone } from '../../src/cli/release';
import type { ReleaseFlags } from '../../src/cli/release-flags';
import { releaseObjects } from '../../src/resources/release-objects';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-parent-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** In the shape of upstream's example. */
const PARENT = `
inferenceService: {enabled: true, name: chat, namespace: ml, predictor: {runtime: vllm}}
kvmini:
  enabled: true
  persistence: {size: 7Gi}
global:
  isvc: {name: chat, namespace: ml}
  model: {storageUri: s3://models/chat/}
  team: {of: everybody}
`;

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const parent = file('parent.yaml', PARENT);

/** What `template --parent` prints, and what it warns of. */
function printed(flags: ReleaseFlags): { yaml: string | undefined; warnings: string } {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const release = releaseOrNone('vllm', { namespace: 'ml', parent: true, ...flags });
  const warnings = stderr.mock.calls.join('');
  stderr.mockRestore();
  return { yaml: release && manifestYaml(releaseObjects(release).all), warnings };
}

/** What a parent app synthesizes of the same values. */
function synthesized(parentValues: object): string {
  const app = new App();
  const chart = new Chart(app, 'vllm', { namespace: 'ml' });
  KvminiHarness.subchart(chart, 'kvmini', { parentValues, releaseName: 'vllm' });
  return app.synthYaml();
}

describe('template --parent', () => {
  test('prints what a parent app does', () => {
    const { yaml, warnings } = printed({ values: [parent] });
    expect(yaml).toBe(synthesized(parse(PARENT)));
    expect(yaml).toContain('storage: 7Gi');
    expect(yaml).toContain('s3://models/chat/');
    expect(warnings).toBe('');
  });

  test('flags name paths of the parent, and null takes a default away', () => {
    const { yaml } = printed({
      values: [parent],
      set: ['kvmini.persistence.storageClass=fast', 'kvmini.podSecurityContext=null'],
    });
    expect(yaml).toContain('storageClassName: fast');
    expect(yaml).not.toContain('fsGroup');
  });

  test.each<[string, ReleaseFlags]>([
    ['off', { set: ['kvmini.enabled=false'] }],
    ['not named', { values: [file('other.yaml', 'inferenceService: {name: chat}')] }],
  ])('prints nothing where the harness is %s, and says so', (_, flags) => {
    const { yaml, warnings } = printed(flags);
    expect(yaml).toBeUndefined();
    expect(warnings).toMatch(
      /^warning: kvmini\.enabled is not true .*--set kvmini\.enabled=true\n$/,
    );
  });

  test('warns of keys of the harness at the top, and not of what parents have themselves', () => {
    const own = 'charts/kserve-vllm-mini/values.yaml';
    expect(printed({ values: [own, parent] }).warnings).toBe('');
    const wrong = printed({ values: [parent], set: ['persistence.size=9Gi'] });
    expect(wrong.yaml).toContain('storage: 7Gi');
    expect(wrong.warnings).toBe(
      "warning: persistence: at the top of a parent's values they are the parent's own; those of the harness stand below kvmini, as kvmini.persistence\n",
    );
  });

  test('null for the whole of kvmini is refused, as in Helm', () => {
    const wrong = () => printed({ values: [parent], setJson: ['kvmini=null'] });
    expect(wrong).toThrow('kvmini: expected a map, since it names a subchart, found null');
  });

  test('names what is wrong by its path in the parent', () => {
    const wrong = () => printed({ values: [parent], set: ['kvmini.scripts.enabled=true'] });
    expect(wrong).toThrow('kvmini.scripts.enabled: unknown key; here it is kvmini.extraVolumes');
    const warned = printed({ values: [parent], set: ['kvmini.replicaCount=2'] });
    expect(warned.warnings).toContain('warning: kvmini.replicaCount: ');
  });

  test.each([
    [['-f', parent], `${parent}: `, 'kvmini'],
    [['-f', parent, '-f', '-'], `one of ${parent}, standard input: `, 'kvmini'],
    [['--set', 'kvmini.enabled=true'], 'the values: ', 'kvmini'],
    [['--set', 'inferenceService.name=chat'], 'the values: ', 'inferenceService'],
    [['--set', 'servingRuntime.name=vllm'], 'the values: ', 'servingRuntime'],
  ])('is what is offered without it: %j', (flags, where, key) => {
    const args = ['lib/cli.js', 'template', 'vllm', ...flags];
    const done = spawnSync(process.execPath, args, { input: '', encoding: 'utf8' });
    expect(done.stderr).toBe(
      `error: ${where}these are a parent chart's, with ${key} at the top; add --parent, which reads kvmini and global out of them\n`,
    );
    expect({ status: done.status, stdout: done.stdout }).toEqual({ status: 1, stdout: '' });
  });
});
