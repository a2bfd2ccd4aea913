import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
import type { RenderedObject } from '../../src';

type Json = Record<string, unknown>;

/** What an API server would answer, by path: discovery and the objects that are in the cluster. */
export type Answers = Map<string, Json>;

const CLUSTER_SCOPED = ['Namespace', 'ClusterRole', 'ClusterRoleBinding'];

const plural = (kind: string) => kind.toLowerCase().replace(/y$/, 'ie').concat('s');
const root = (apiVersion: string) => `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`;

/** Where an API server has an object. */
function objectPath({ apiVersion, kind, metadata }: RenderedObject): string {
  const { name, namespace } = metadata;
  const inNamespace = CLUSTER_SCOPED.includes(kind) ? '' : `/namespaces/${namespace}`;
  return `${root(apiVersion)}${inNamespace}/${plural(kind)}/${name}`;
}

function resources(groupVersion: string, objects: readonly RenderedObject[]): Json {
  const kinds = new Set(objects.filter((o) => o.apiVersion === groupVersion).map((o) => o.kind));
  const list = [...kinds].map((kind) => ({
    name: plural(kind),
    kind,
    namespaced: !CLUSTER_SCOPED.includes(kind),
    verbs: ['get', 'patch'],
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
      root(groupVersion),
      resources(groupVersion, objects),
    ]),
  ]);
}

/** What server-side apply makes of maps; lists of the harness's objects have one owner. */
function applied(live: unknown, wanted: unknown): unknown {
  const areMaps = [live, wanted].every((v) => typeof v === 'object' && v && !Array.isArray(v));
  if (!areMaps) return wanted;
  const merged: Json = { ...(live as Json) };
  for (const [key, value] of Object.entries(wanted as Json)) {
    merged[key] = applied(merged[key], value);
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

/**
 * As much of an API server, on 127.0.0.1, as the real kubectl needs for dry runs: nothing is stored.
 *
 * @param known objects whose kinds the cluster has
 * @param live objects that are in it
 */
export async function startApiServer(
  known: readonly RenderedObject[],
  live: readonly RenderedObject[] = [],
): Promise<{ readonly server: Server; readonly url: string }> {
  const answers = discovery(known);
  for (const object of live) answers.set(objectPath(object), object);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const found = answers.get(pathname);
    const answer = request.method === 'PATCH' ? applied(found ?? {}, await body(request)) : found;
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? NOT_FOUND));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
