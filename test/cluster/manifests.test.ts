import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { manifestFiles, type Named } from '../../tools/cluster/applied';
import { kubectl, kubectlPrints } from './cluster';

const STRICT = '--validate=strict';

/** All but the namespaces, which stay for the other tests. */
const inNamespaces = (objects: readonly Named[]) =>
  objects.filter(({ kind }) => kind !== 'Namespace');

async function remove(objects: readonly Named[]): Promise<void> {
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: inNamespaces(objects) });
  await kubectlPrints(['delete', '--ignore-not-found', '--timeout=60s', '-f', '-'], text);
}

/** What the API server keeps of an object that a user said: no status, no book-keeping. */
function saidOf({ status: _, metadata, ...rest }: Record<string, unknown>): unknown {
  const { managedFields, resourceVersion, ...said } = metadata as Record<string, unknown>;
  const annotations = { ...(said.annotations as Record<string, string>) };
  delete annotations['deployment.kubernetes.io/revision'];
  return { ...rest, metadata: { ...said, annotations } };
}

async function live(file: string): Promise<unknown[]> {
  const printed = JSON.parse(await kubectlPrints(['get', '-f', file, '-o', 'json']));
  return (printed.items ?? [printed]).map(saidOf);
}

const lines = (text: string) => text.trim().split('\n');

describe.for(manifestFiles().map(({ file, objects }) => [file, objects] as const))(
  '%s',
  ([file, objects]) => {
    afterEach(() => remove(objects));

    test('is taken by a strict dry run', async () => {
      const run = await kubectl(['apply', '--dry-run=server', STRICT, '-f', file]);
      expect(run).toMatchObject({ status: 0 });
      expect(lines(run.stdout)).toHaveLength(objects.length);
      for (const line of lines(run.stdout)) expect(line).toMatch(/ \(server dry run\)$/);
    });

    // kubectl says "configured" of what the server writes another way, such as 1000m, an empty variable or the defaults in a
    // list of a CRD: what counts is that the object stays the same, its generation too.
    test('is applied, and applied again without a change', async () => {
      const apply = ['apply', STRICT, '-f', file];
      expect(await kubectl(apply)).toMatchObject({ status: 0 });
      const first = await live(file);
      const second = await kubectl(apply);
      expect(second).toMatchObject({ status: 0, stderr: '' });
      expect(lines(second.stdout)).toHaveLength(objects.length);
      for (const line of lines(second.stdout)) expect(line).toMatch(/ (unchanged|configured)$/);
      expect(await live(file)).toEqual(first);
    });

    test('is applied by the server, and applied again without a change', async () => {
      const apply = ['apply', '--server-side', '--field-manager=kvmini-test', STRICT, '-f', file];
      expect(await kubectl(apply)).toMatchObject({ status: 0 });
      const first = await live(file);
      expect(first.map((object) => (object as Named).metadata)).toMatchObject(
        objects.map(({ metadata: { name, namespace } }) => ({
          name,
          ...(namespace && { namespace }),
        })),
      );
      expect(await kubectl(apply)).toMatchObject({ status: 0 });
      expect(await live(file)).toEqual(first);
    });
  },
);

test('an unknown field is refused, so strictness is real', async () => {
  const text = readFileSync('test/golden/defaults.yaml', 'utf8').replace('replicas:', 'replica:');
  const { status, stderr } = await kubectl(['apply', '--dry-run=server', STRICT, '-f', '-'], text);
  expect(status).toBe(1);
  expect(stderr).toContain('strict decoding error: unknown field "spec.replica"');
});
