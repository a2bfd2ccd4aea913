import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
import type { RenderedObject } from '../../src';
import { apiRoot, plural } from './api-path';

type Json = Record<string, unknown>;

/** What an API server would answer, by path: discovery and the objects that are in the cluster. */
export type Answers = Map<string, Json>;

const CLUSTER_SCOPED = ['Namespace', 'ClusterRole', 'ClusterRoleBinding'];

/** Where an API server has an object. */
function objectPath({ apiVersion, kind, metadata }: RenderedObject): string {
  const { name, namespace } = metadata;
  const inNamespace = CLUSTER_SCOPED.includes(kind) ? '' : `/namespaces/${namespace}`;
  return `${apiRoot(apiVersion)}${inNamespace}/${plural(kind)}/${name}`;
}

function resources(groupVersion: string, objects: readonly RenderedObject[]): Json {
  const kinds = new Set(objects.filter((o) => o.apiVersion === groupVersion).map((o) => o.kind));
  const list = [...kinds].map((kind) => ({
    name: plural(kind),
    kind,
    namespaced: !CLUSTER_SCOPED.includes(kind),
    verbs: ['get', 'list', 'patch', 'delete'],
  }));
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: list };
}

/** What kubectl asks first: which kinds there are. */
function discovery(objects: readonly RenderedObject[]): Answers {
  const groupVersions = [...new Set(objects.map(({ apiVersion }) => apiVersion))];
  const groups = groupVersions
    .filter((groupVersion) => groupVersion.includes('/'))
    .map((groupVersion) => {
      const [name, version] = groupVersion.split('/');
      return { name, versions: [{ groupVersion, version }] };
    });
  return new Map<string, Json>([
    ['/api', { kind: 'APIVersions', versions: ['v1'] }],
    ['/apis', { kind: 'APIGroupList', apiVersion: 'v1', groups }],
    ...groupVersions.map((groupVersion): [string, Json] => [
      apiRoot(groupVersion),
      resources(groupVersion, objects),
    ]),
  ]);
}

/** An object after a patch: maps are merged and null deletes; no patch in these tests is in a list. */
function patched(live: unknown, patch: unknown): unknown {
  const areMaps = [live, patch].every((v) => typeof v === 'object' && v && !Array.isArray(v));
  if (!areMaps) return patch;
  const merged: Json = { ...(live as Json) };
  for (const [key, value] of Object.entries(patch as Json)) {
    if (value === null) delete merged[key];
    else merged[key] = patched(merged[key], value);
  }
  return merged;
}

async function body(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return parse(Buffer.concat(chunks).toString('utf8'));
}

const NOT_FOUND = {
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason: 'NotFound',
  code: 404,
};

/** What is at a path: an object, or the list of those below it. */
function read(answers: Answers, path: string): Json | undefined {
  const items = [...answers].filter(([known]) => known.startsWith(`${path}/`));
  const isList = items.length > 0 && !answers.has(path);
  return isList
    ? { kind: 'List', apiVersion: 'v1', metadata: {}, items: items.map(([, item]) => item) }
    : answers.get(path);
}

async function answer(answers: Answers, request: IncomingMessage): Promise<Json | undefined> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const found = read(answers, pathname);
  if (request.method === 'DELETE') answers.delete(pathname);
  if (request.method !== 'PATCH') return found;
  const after = patched(found ?? {}, await body(request)) as Json;
  if (!searchParams.has('dryRun')) answers.set(pathname, after);
  return after;
}

/** A server that was started for a test. */
export interface ApiServer {
  readonly server: Server;
  readonly url: string;
  /** What it was asked to change, such as `PATCH /api/v1/…`. */
  readonly changes: readonly string[];
  /** The objects that are in the cluster now. */
  readonly live: () => readonly RenderedObject[];
}

/**
 * As much of an API server, on 127.0.0.1, as the real kubectl needs for the harness's objects.
 *
 * @param known objects whose kinds the cluster has
 * @param live objects that are in it
 */
export async function startApiServer(
  known: readonly RenderedObject[],
  live: readonly RenderedObject[] = [],
): Promise<ApiServer> {
  const answers = discovery(known);
  const kinds = answers.size;
  for (const object of live) answers.set(objectPath(object), object);
  const changes: string[] = [];
  const server = createServer(async (request, response) => {
    const { method, url = '' } = request;
    if (method !== 'GET' && !url.includes('dryRun')) changes.push(`${method} ${url.split('?')[0]}`);
    const found = await answer(answers, request);
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ?? NOT_FOUND));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const now = () => [...answers.values()].slice(kinds) as unknown as RenderedObject[];
  return { server, url: `http://127.0.0.1:${port}`, changes, live: now };
}
