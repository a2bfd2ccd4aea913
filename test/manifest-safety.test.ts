import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Yaml } from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { getObject, KvminiHarness, renderValues, ValuesError } from '../src';
import { podSpec } from './support/render';

function annotated(text: string): Chart {
  const chart = new Chart(new App(), 'c');
  new KvminiHarness(chart, 'kvmini', { values: { podAnnotations: { note: text } } });
  return chart;
}

/** Text that YAML readers are known to take for something else. */
const hardText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'yes',
    'no',
    'on',
    'null',
    '~',
    '0777',
    '0o17',
    '1_000',
    '1:30',
    '2024-01-01',
    '<<',
    '=',
    '.inf',
    '0x1F',
    '1e3',
    '- a',
    'a: b',
    '#x',
    '\n',
    ' lead',
    '\t',
    '|',
    '"',
    "'",
  ),
);

describe('text in values', () => {
  test('is either refused or comes back as it was, from YAML 1.1 and 1.2 readers alike', () => {
    fc.assert(
      fc.property(hardText, (text) => {
        let chart: Chart;
        try {
          chart = annotated(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ValuesError);
          return;
        }
        const yaml = Yaml.stringify(getObject(chart.toJson(), 'Deployment'));
        for (const version of ['1.1', '1.2'] as const) {
          const { template } = parse(yaml, { version }).spec;
          expect(template.metadata.annotations.note).toBe(text);
        }
      }),
      { numRuns: 300, seed: 28 },
    );
  });
});

describe('the pod', () => {
  test('passes the restricted Pod Security Standard by default', () => {
    const pod = podSpec(renderValues());
    const [container] = pod.containers;
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
    });
    expect(pod.securityContext.runAsUser).not.toBe(0);
    expect([pod.hostNetwork, pod.hostPID, pod.hostIPC]).toEqual([undefined, undefined, undefined]);
    const allowed = ['configMap', 'emptyDir', 'persistentVolumeClaim', 'projected'];
    for (const { name, ...source } of pod.volumes)
      expect(allowed).toContain(Object.keys(source)[0]);
  });
});

describe('bench.sh', () => {
  const script = getObject(renderValues(), 'ConfigMap').data['bench.sh'];
  const run = (path: string, args: readonly string[]) =>
    execFileSync('/bin/sh', ['-c', script, './bench.sh', ...args], {
      env: { PATH: path },
      encoding: 'utf8',
      stdio: 'pipe',
    });

  test('hands every argument to kvmini bench unchanged', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kvmini-bench-'));
    const program = '#!/bin/sh\nfor a in "$@"; do printf "<%s>" "$a"; done\n';
    writeFileSync(join(folder, 'kvmini'), program, { mode: 0o755 });
    const args = ['--service', 'demo llm', '', '--json', '$HOME', '*', "it's"];
    const printed = run(`${folder}:/usr/bin:/bin`, args);
    rmSync(folder, { recursive: true });
    expect(printed).toBe(`<bench>${args.map((arg) => `<${arg}>`).join('')}`);
  });

  test('says what to check where the image has no kvmini', () => {
    expect(() => run('/nonexistent', [])).toThrow(
      /no 'kvmini' command; check the values image\.repository/,
    );
  });
});
