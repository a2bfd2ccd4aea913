import type * as z from 'zod/mini';
import { fieldsOf, type TypeName } from './table';

/** A type of whose fields only one may be there. */
interface OneOf {
  /** Whether one has to be there. */
  readonly isNeeded: boolean;
  /** Fields that are not among them. */
  readonly beside: readonly string[];
  /** One of them, as an example. */
  readonly example: string;
}

const TIMES = ['failureThreshold', 'initialDelaySeconds', 'periodSeconds', 'successThreshold'];
const MORE_TIMES = ['terminationGracePeriodSeconds', 'timeoutSeconds'];

const ONE_OF: Partial<Readonly<Record<TypeName, OneOf>>> = {
  DownwardAPIVolumeFile: { isNeeded: true, beside: ['mode', 'path', 'user'], example: 'fieldRef' },
  EnvVarSource: { isNeeded: true, beside: [], example: 'secretKeyRef' },
  LifecycleHandler: { isNeeded: true, beside: [], example: 'exec' },
  // What it does not say may come from a default.
  Probe: { isNeeded: false, beside: [...TIMES, ...MORE_TIMES], example: 'httpGet' },
  // Without one, it is an emptyDir.
  Volume: { isNeeded: false, beside: ['name'], example: 'emptyDir' },
  VolumeProjection: { isNeeded: false, beside: [], example: 'secret' },
};

/** What is wrong with a value in words of our own, where zod has no code for it. */
export interface OwnIssue {
  readonly code: 'missing' | 'conflict';
  readonly expected: string;
  readonly received: string;
}

function problem({ isNeeded, example }: OneOf, found: readonly string[]): OwnIssue | undefined {
  const [first, second] = found;
  if (second !== undefined) {
    const expected = `one source, such as ${example}`;
    return { code: 'conflict', expected, received: found.join(' and ') };
  }
  if (first !== undefined || !isNeeded) return undefined;
  return { code: 'missing', expected: `one source, such as ${example}`, received: 'none' };
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A check that one of a type's sources at most is there, if the type is such a one. */
export function oneSource(type: TypeName): z.core.CheckFn<Record<string, unknown>> | undefined {
  const oneOf = ONE_OF[type];
  if (oneOf === undefined) return undefined;
  const names = fieldsOf(type).map(({ name }) => name);
  const sources = names.filter((name) => !oneOf.beside.includes(name));
  return ({ value, issues }) => {
    if (!isMap(value)) return;
    const set = Object.keys(value).filter((name) => (value[name] ?? undefined) !== undefined);
    const found = set.filter((name) => sources.includes(name));
    const own = problem(oneOf, found);
    if (own) issues.push({ code: 'custom', input: value, params: { ...own } });
  };
}
