import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { getObject, renderValues } from '../../src';
import { codeBlocks } from '../support/markdown';
import { harness, podSpec, type Rendered } from '../support/render';

const PAGE = readFileSync('docs/in-the-pod.md', 'utf8');

/** The rows of the table under a header, without their backquotes. */
function table(header: string): string[][] {
  const [, rows = ''] = PAGE.split(`${header}\n`)[1]?.split(/^\|[-|]+\|\n/m) ?? [];
  const lines = (rows.split('\n\n')[0] ?? '').trim().split('\n');
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

describe('what docs/in-the-pod.md says of the pod', () => {
  const objects = renderValues();
  const pod = podSpec(objects);

  test('environment variables', () => {
    const names = table('| Variable | Description | Source |').map(([name]) => name);
    expect(pod.containers[0].env.map(({ name }: Rendered) => name)).toEqual(names);
    const kubeconfig = pod.containers[0].env.find(({ name }: Rendered) => name === 'KUBECONFIG');
    expect(PAGE).toContain(`| Kubernetes config | \`${kubeconfig.value}\` |`);
  });

  test('RBAC rules', () => {
    const [rules = ''] = codeBlocks(PAGE, 'yaml').filter((text) =>
      text.startsWith('# Core resources'),
    );
    expect(getObject(objects, 'ClusterRole').rules).toEqual(parse(rules));
  });

  test('mounts', () => {
    const rows = table('| Path | Volume | Writable |').map(([path, , writable]) => [
      path,
      writable,
    ]);
    const mounts = pod.containers[0].volumeMounts.map(({ mountPath, readOnly }: Rendered) => [
      mountPath,
      readOnly ? 'no' : 'yes',
    ]);
    expect(mounts).toEqual(rows);
  });

  test('the values go where they say', () => {
    const [values = ''] = codeBlocks(PAGE, 'ts values');
    const object = new Function(`return {${values}}`)();
    expect(podSpec(renderValues(object)).containers[0].env.at(-1).name).toBe('HF_TOKEN');
  });
});

describe('values files in the pages', () => {
  const files = ['docs/in-the-pod.md', 'docs/monitoring.md', 'docs/values.md']
    .flatMap((page) => codeBlocks(readFileSync(page, 'utf8'), 'yaml'))
    .map((text) => parse(text))
    .filter((values) => !Array.isArray(values));

  test('there are some', () => expect(files).toHaveLength(4));

  test.each(files)('%j is taken as it stands', (values) => {
    expect(harness(values).values).toMatchObject(values);
  });
});

test('the error message in docs/values.md is the one that these values get', () => {
  const texts = codeBlocks(readFileSync('docs/values.md', 'utf8'), 'text');
  const [message = ''] = texts.filter((text) => text.startsWith('kvmini "'));
  const wrong = { image: { tag: 1.1 }, resources: { requests: { cpu: '8' } }, storageClass: 'x' };
  expect(() => harness(wrong as object)).toThrow(message.trimEnd());
});
