import { extracted } from './extracted';
import { DOCUMENTS, type OpenApi, type OpenApiDocument, typesOf } from './open-api';

/** Reads a document that an API server publishes, by its path below `/openapi/v3/`. */
export type ReadDocument = (path: string) => Promise<OpenApiDocument>;

function fieldDifferences(type: string, ours: OpenApi, theirs: OpenApi): string[] {
  const names = new Set([
    ...Object.keys(ours.properties ?? {}),
    ...Object.keys(theirs.properties ?? {}),
  ]);
  return [...names].sort().flatMap((name) => {
    const [mine, published] = [ours, theirs].map(({ properties = {} }) =>
      JSON.stringify(properties[name]),
    );
    return mine === published ? [] : [`${type}.${name}: here ${mine}, published ${published}`];
  });
}

/**
 * How the committed types differ from those that an API server publishes; nothing, where it is of their version.
 *
 * @param read asks the server, such as with `kubectl get --raw /openapi/v3/PATH`
 */
export async function publishedDifferences(read: ReadDocument): Promise<readonly string[]> {
  const published = typesOf(await Promise.all(DOCUMENTS.map(read)));
  const { types } = extracted();
  const names = new Set([...Object.keys(types), ...Object.keys(published)]);
  return [...names].sort().flatMap((name) => {
    const [ours = {}, theirs = {}] = [types[name], published[name]];
    const [mine, needed] = [ours, theirs].map(({ required }) => JSON.stringify(required));
    const required = mine === needed ? [] : [`${name}: here needed ${mine}, published ${needed}`];
    return [...required, ...fieldDifferences(name, ours, theirs)];
  });
}
