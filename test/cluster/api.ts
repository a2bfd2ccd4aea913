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

/** Sends an object; it is text already where its JSON is no JavaScript's. */
export function post(path: string, object: unknown): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(
      { socketPath: socket, path, method: 'POST', headers, agent },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
          resolve({ status: response.statusCode ?? 0, body });
        });
      },
    );
    sent.on('error', reject).end(JSON.stringify(object));
  });
}

/** What the API server would say to a new object: nothing is created. */
export function tryCreate(object: ApiObject): Promise<Answer> {
  return post(`${collection(object)}?dryRun=All&fieldValidation=Strict`, object);
}
