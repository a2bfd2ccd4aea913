import { fieldsOf, type TypeName } from './table';

/** What is wrong with a value in words of our own, where zod has no code for it. */
export interface OwnIssue {
  readonly code: 'missing' | 'conflict';
  readonly expected: string;
  readonly received: string;
}

/** A map of which nothing is known yet; what is null in it counts as absent. */
type Fields = Readonly<Record<string, unknown>>;

/** Finds what is wrong with a map as a whole. */
export type TypeCheck = (fields: Fields) => OwnIssue | undefined;

const isSet = (fields: Fields, name: string) => (fields[name] ?? undefined) !== undefined;

interface OneOf {
  /** One of the sources, as an example. */
  readonly example: string;
  /** Fields that are no sources. */
  readonly beside?: readonly string[];
  /** Whether none at all means something, too. */
  readonly isOptional?: true;
}

/** One of the fields is there, and no other. */
function oneOf(type: TypeName, { example, beside = [], isOptional }: OneOf): TypeCheck {
  const names = fieldsOf(type).map(({ name }) => name);
  const sources = names.filter((name) => !beside.includes(name));
  const expected = `one source, such as ${example}`;
  return (fields) => {
    const found = Object.keys(fields).filter(
      (name) => isSet(fields, name) && sources.includes(name),
    );
    if (found.length > 1) return { code: 'conflict', expected, received: found.join(' and ') };
    if (found.length === 1 || isOptional) return undefined;
    return { code: 'missing', expected, received: 'none' };
  };
}

/** One of two things is there, and not both. */
function either(expected: string, first: readonly string[], second: string): TypeCheck {
  return (fields) => {
    const isFirst = first.some((name) => isSet(fields, name));
    if (isFirst !== isSet(fields, second)) return undefined;
    return isFirst
      ? { code: 'conflict', expected: `either ${expected}`, received: 'both' }
      : { code: 'missing', expected: `either ${expected}`, received: 'neither' };
  };
}

const isFilled = (value: unknown) => (value ?? '') !== '';

/** A managed disk has another address than a blob. */
const azureDisk: TypeCheck = ({ kind, diskURI }) => {
  if (!isFilled(kind) || !isFilled(diskURI)) return undefined;
  const begins = kind === 'Managed' ? '/subscriptions/' : 'https://';
  if (String(diskURI).startsWith(begins)) return undefined;
  const expected = `a diskURI that begins with ${begins}, since kind is ${kind}`;
  return { code: 'conflict', expected, received: 'another' };
};

const TIMES = ['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds'];
const COUNTS = ['failureThreshold', 'successThreshold', 'terminationGracePeriodSeconds'];

/** What the API server asks of a map as a whole, wherever it stands; made when a value of the type is met. */
export const TYPE_CHECKS: Partial<Readonly<Record<TypeName, () => TypeCheck>>> = {
  AzureDiskVolumeSource: () => azureDisk,
  DownwardAPIVolumeFile: () =>
    oneOf('DownwardAPIVolumeFile', { example: 'fieldRef', beside: ['mode', 'path', 'user'] }),
  EnvFromSource: () => either('configMapRef or secretRef', ['configMapRef'], 'secretRef'),
  EnvVar:
    () =>
    ({ value, valueFrom }) =>
      (value ?? '') === '' || (valueFrom ?? undefined) === undefined
        ? undefined
        : { code: 'conflict', expected: 'either value or valueFrom', received: 'both' },
  EnvVarSource: () => oneOf('EnvVarSource', { example: 'secretKeyRef' }),
  LifecycleHandler: () => oneOf('LifecycleHandler', { example: 'exec' }),
  NetworkPolicyPeer: () =>
    either('selectors or an ipBlock', ['podSelector', 'namespaceSelector'], 'ipBlock'),
  // What a probe does not say may come from the one that it is merged over.
  Probe: () =>
    oneOf('Probe', { example: 'httpGet', beside: [...TIMES, ...COUNTS], isOptional: true }),
  // Without a source, it is an emptyDir.
  Volume: () => oneOf('Volume', { example: 'emptyDir', beside: ['name'], isOptional: true }),
  VolumeProjection: () => oneOf('VolumeProjection', { example: 'secret', isOptional: true }),
};
