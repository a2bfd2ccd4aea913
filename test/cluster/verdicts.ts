import { createHash } from 'node:crypto';
import { ValuesError, type ValuesIssue, type ValuesWarning } from '../../src';
import { resolveRelease } from '../../src/release/release';
import { type Answer, type ApiObject, tryCreate } from './api';
import { fieldsNamed, valuePaths } from './server-fields';
import { type Keys, keysOf } from './sets/paths';
import type { ValueSet } from './sets/sets';
import { renderUnchecked } from './unchecked';

const NAMESPACE = 'benchmark';

/** What the API server refuses of a release's objects. */
export interface Refusal {
  readonly object: string;
  readonly message: string;
  /** The values that the fields it names come from. */
  readonly paths: readonly Keys[];
}

/** What both say of a value set. */
export interface Verdicts {
  readonly set: ValueSet;
  /** The library's issues; none where it takes the values. */
  readonly ours: readonly ValuesIssue[];
  /** The API server's refusals; `undefined` where nothing could be rendered, and so nothing was sent. */
  readonly theirs: readonly Refusal[] | undefined;
}

/** What the library says of a value set: issues, or warnings where it takes it. */
export interface Said {
  readonly issues: readonly ValuesIssue[];
  readonly warnings: readonly ValuesWarning[];
}

/** Asks the library, with a version of Kubernetes such as `1.30`. */
export function saidHere({ releaseName, values }: ValueSet, kubeVersion: string): Said {
  const toYaml = (value: unknown) => JSON.stringify(value);
  const release = { releaseName, namespace: NAMESPACE, values, kubeVersion, toYaml };
  try {
    return { issues: [], warnings: resolveRelease(release).warnings };
  } catch (error) {
    if (error instanceof ValuesError) return { issues: error.issues, warnings: [] };
    throw error;
  }
}

function tryRender({ releaseName, values }: ValueSet): ApiObject[] | undefined {
  try {
    return renderUnchecked(releaseName, NAMESPACE, values);
  } catch {
    return undefined;
  }
}

/** What was said already: most objects of one value set are those of another. */
const said = new Map<string, Promise<Answer>>();

function answerTo(object: ApiObject): Promise<Answer> {
  const text = createHash('sha256').update(JSON.stringify(object)).digest('base64');
  const answer = said.get(text) ?? tryCreate(object);
  said.set(text, answer);
  return answer;
}

/** A name that is there already, a namespace or a kind that is not: no mistakes in the values. */
const isOfCluster = ({ status, body }: Answer) =>
  status === 201 || status === 404 || body.reason === 'AlreadyExists';

async function refusalOf(object: ApiObject, values: unknown): Promise<Refusal[]> {
  const answer = await answerTo(object);
  if (isOfCluster(answer)) return [];
  return [
    {
      object: `${object.kind} ${object.metadata.name}`,
      message: answer.body.message,
      paths: fieldsNamed(answer).flatMap((field) => valuePaths(object, field, values)),
    },
  ];
}

/** Asks both. */
export async function verdictsOf(set: ValueSet): Promise<Verdicts> {
  return { set, ours: saidHere(set, '1.37').issues, theirs: await refusalsOf(set) };
}

/** What the API server refuses; `undefined` where nothing could be rendered. */
export async function refusalsOf(set: ValueSet): Promise<readonly Refusal[] | undefined> {
  const objects = tryRender(set);
  const all = objects?.map((object) => refusalOf(object, set.values));
  return all && (await Promise.all(all)).flat();
}

const names = (keys: Keys) => keys.filter((key) => typeof key === 'string');

/** Whether two paths mean one field: the same, or one right inside the other. The server may leave indexes out. */
export function isSameField(one: Keys, other: Keys): boolean {
  const [short, long] = [names(one), names(other)].sort((a, b) => a.length - b.length) as [
    string[],
    string[],
  ];
  return (
    short.length > 0 &&
    long.length - short.length <= 1 &&
    short.every((key, index) => key === long[index])
  );
}

/** Whether both name one field; `undefined` where the API server names none that comes from a value. */
export function namesSameField({ ours, theirs }: Verdicts): boolean | undefined {
  const paths = theirs?.flatMap((refusal) => refusal.paths) ?? [];
  if (paths.length === 0) return undefined;
  return ours.some((issue) => paths.some((path) => isSameField(keysOf(issue.path), path)));
}
