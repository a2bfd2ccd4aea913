import { expect } from 'vitest';
import { parse } from 'yaml';
import type { Installation } from '../arbitraries/installation';
import { readDocuments } from './kubernetes-yaml';
import { harnessChart, renderWithHelm } from './renderings';

/** The parts of an object that need a closer look. */
interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: { template?: { metadata?: { annotations?: Record<string, string> } } };
}

const identity = ({ apiVersion, kind, metadata }: KubernetesObject) =>
  [apiVersion, kind, metadata.namespace ?? '', metadata.name].join(' ');

const textsRead = new Map<string, object>();

/** What a YAML text says to Go and to the harness; most are the same in all cases, and read once. */
function read(text: string): object {
  const known = textsRead.get(text) ?? { inGo: readDocuments(text), inHarness: parse(text) };
  textsRead.set(text, known);
  return known;
}

/** Helm and cdk8s write YAML differently: what it says is compared. */
function dataOf(data: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([key, text]) => [key, key.endsWith('.yaml') ? read(text) : text]),
  );
}

/** The checksum is over the text of the ConfigMap, which differs; that there is one does not. */
function withoutChecksum(object: KubernetesObject): KubernetesObject {
  const copy = structuredClone(object);
  const annotations = copy.spec?.template?.metadata?.annotations;
  if (annotations?.['checksum/config']) {
    expect(annotations['checksum/config']).toMatch(/^[0-9a-f]{64}$/);
    annotations['checksum/config'] = 'of this ConfigMap';
  }
  return copy;
}

/** Objects by apiVersion, kind, namespace and name; each comes once. */
export function byIdentity(objects: readonly unknown[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const object of objects as KubernetesObject[]) {
    const key = identity(object);
    expect(found, 'an object comes twice').not.toHaveProperty([key]);
    const { data, ...rest } = withoutChecksum(object);
    found[key] = data ? { ...rest, data: dataOf(data) } : rest;
  }
  return found;
}

/** Fails where the library and the real helm do not make the same objects, every field of them. */
export async function expectSameObjects(installation: Installation): Promise<void> {
  const ours = byIdentity(harnessChart(installation).toJson());
  expect(ours).toStrictEqual(byIdentity(await renderWithHelm(installation)));
}
