import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { chartReadmeClusterWide } from './chart-readme';
import { customResourceDefinitions } from './crds';
import { dayTwoClusterWide } from './day-two';
import type { ClusterWide } from './footprint';

/** As much of an object as says which it is. */
export interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** A file of manifests that the tests apply. */
export interface ManifestFile {
  readonly file: string;
  readonly objects: readonly Named[];
}

const FOLDERS = ['test/golden', 'examples'];
const CLUSTER_WIDE = ['ClusterRole', 'ClusterRoleBinding'];

/** Every golden and every example's manifests, by path from the checkout's root. */
export function manifestFiles(): readonly ManifestFile[] {
  const isManifest = (file: string) => /^test\/golden\/.*\.yaml$|\/manifests\/.*\.yaml$/.test(file);
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  return files
    .filter((file) => isManifest(file) && !file.includes('node_modules'))
    .sort()
    .map((file) => ({ file, objects: objectsIn(readFileSync(file, 'utf8')) }));
}

function objectsIn(text: string): Named[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Named | null)
    .filter((object) => object !== null);
}

/** Where the pods of `kvmini bench --pods` are tried. */
export const WORKERS_NAMESPACE = 'kvmini-workers';
/** Where `kvmini cold` is tried. */
export const COLD_NAMESPACE = 'kvmini-cold';

/** Where a `KvminiRun` is tried. */
export const RUN_NAMESPACE = 'kvmini-run';

/** What the manifests need and make outside of namespaces: namespaces, definitions, cluster roles and their bindings. */
export function clusterWide(files = manifestFiles()): ClusterWide[] {
  const objects = files.flatMap((file) => file.objects);
  const namespaces = objects.map(({ kind, metadata }) =>
    kind === 'Namespace' ? metadata.name : metadata.namespace,
  );
  const roles = objects.filter(({ kind }) => CLUSTER_WIDE.includes(kind));
  const made = roles.map(({ kind, metadata }) => ({
    kind: kind.toLowerCase(),
    name: metadata.name,
  }));
  return [
    ...namespacesNamed(namespaces),
    ...definitions(),
    ...withoutRepeats([...made, ...chartReadmeClusterWide()]),
    ...dayTwoClusterWide(),
    // Tests make them, with the labels that they need.
    ...[WORKERS_NAMESPACE, COLD_NAMESPACE, RUN_NAMESPACE].map((name) => ({
      kind: 'namespace',
      name,
    })),
  ];
}

function namespacesNamed(names: readonly (string | undefined)[]): ClusterWide[] {
  const known = [...new Set(names)].filter((name) => name !== undefined).sort();
  return known.map((name) => {
    const manifest = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    return { kind: 'namespace', name, manifest };
  });
}

function definitions(): ClusterWide[] {
  return customResourceDefinitions().map((file) => {
    const manifest = readFileSync(file, 'utf8');
    return { kind: 'customresourcedefinition', name: parse(manifest).metadata.name, manifest };
  });
}

function withoutRepeats(objects: readonly ClusterWide[]): ClusterWide[] {
  return [...new Map(objects.map((object) => [`${object.kind}/${object.name}`, object])).values()];
}
