import { Agent, request } from 'node:http';
import type { Named } from '../../tools/cluster/applied';
import { apiRoot, plural } from '../support/api-path';
import { AT_ONCE } from './at-once';
import { socket } from './cluster';

/** An object with its apiVersion. */
export interface ApiObject extends Named {
  readonly apiVersion: string;
}

/** What the API server says to an object. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test may look at any field
  readonly body: any;
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

/** Where an object is created. */
export function collection({ apiVersion, kind, metadata: { namespace } }: ApiObject): string {
  const within = namespace === undefined ? '' : `/namespaces/${namespace}`;
  return `${apiRoot(apiVersion)}${within}/${plural(kind)}`;
}

/** What a body is: a patch is merged as Kubernetes merges lists. */
const CONTENT_TYPES = {
  GET: undefined,
  POST: 'application/json',
  PATCH: 'application/strategic-merge-patch+json',
  DELETE: 'application/json',
} as const;

/** Too many requests: what a new custom resource says as well, as long as its storage is made ready. */
const LATER = 429;

/** Asks the API server for something; where it says to come again later, as kubectl does. */
export async function send(
  method: keyof typeof CONTENT_TYPES,
  path: string,
  object?: unknown,
): Promise<Answer> {
  const answer = await sendOnce(method, path, object);
  if (answer.status !== LATER) return answer;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  return send(method, path, object);
}

function sendOnce(
  method: keyof typeof CONTENT_TYPES,
  path: string,
  object: unknown,
): Promise<Answer> {
  const type = CONTENT_TYPES[method];
  const sentText = object === undefined ? undefined : JSON.stringify(object);
  const headers = {
    ...(type !== undefined && { 'content-type': type }),
    // Of a DELETE Node tells no length by itself, and its body would be read as the next request.
    ...(sentText !== undefined && { 'content-length': Buffer.byteLength(sentText) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath: socket, path, method, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        try {
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
        } catch {
          // To a kind that it does not know, it says something else than JSON.
          if (response.statusCode === 404) resolve({ status: 404, body: { message: text } });
          else reject(new Error(`${method} ${path}: ${text}`));
        }
      });
    });
    sent.on('error', reject).end(sentText);
  });
}

/** Sends an object; it is text already where its JSON is no JavaScript's. */
export const post = (path: string, object: unknown): Promise<Answer> => send('POST', path, object);

/** What the API server would say to a new object: nothing is created. */
export function tryCreate(object: ApiObject): Promise<Answer> {
  return post(`${collection(object)}?dryRun=All&fieldValidation=Strict`, object);
}
