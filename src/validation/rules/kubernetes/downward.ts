import { ANNOTATION_KEY, isQualifiedName } from '../../../values/formats';
import type { Path } from '../../../values/path';
import { compareQuantities, isQuantity } from '../../../values/quantity';
import { type Check, type Fields, type Finding, fieldsOf, needed, textOf, wrong } from '../finding';

/** `validEnvDownwardAPIFieldPathExpressions` of Kubernetes' core validation. */
const IN_VARIABLES = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** `validVolumeDownwardAPIFieldPathExpressions`. */
const IN_FILES = [
  'metadata.name',
  'metadata.namespace',
  'metadata.labels',
  'metadata.annotations',
  'metadata.uid',
];

/** Other spellings that `ConvertDownwardAPIFieldLabel` takes for one of those: what Kubernetes once called them. */
const RENAMED: Readonly<Record<string, string>> = { 'spec.host': 'spec.nodeName' };

/** One label or annotation, as in `metadata.labels['team']`. */
const SUBSCRIPT = /^metadata\.(labels|annotations)\['(.*)'\]$/s;

function* path(text: string, at: Path, known: readonly string[]): Generator<Finding> {
  const [, map, key = ''] = SUBSCRIPT.exec(text) ?? [];
  if (map === undefined) {
    if (known.includes(RENAMED[text] ?? text)) return;
    const expected = `one of ${known.join(', ')}, or metadata.labels['KEY']`;
    yield wrong('not-allowed', at, expected, text);
  } else if (!(map === 'annotations' ? ANNOTATION_KEY.test(key) : isQualifiedName(key))) {
    yield wrong('wrong-format', at, 'a key in the brackets', text);
  }
}

/** `validateObjectFieldSelector`. */
function fieldReference(known: readonly string[]): Check {
  return function* (value, at) {
    const reference = fieldsOf(value);
    yield* needed(reference, at, 'fieldPath');
    const text = textOf(reference.fieldPath);
    if (text !== '') yield* path(text, [...at, 'fieldPath'], known);
  };
}

export const fieldInVariable = fieldReference(IN_VARIABLES);
export const fieldInFile = fieldReference(IN_FILES);

const RESOURCE = /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.*)$/;
const RESOURCES =
  'limits or requests of cpu, memory, ephemeral-storage or hugepages, such as limits.cpu';

const CPU_DIVISORS = ['1m', '1'];
const BYTE_DIVISORS = ['', ...'kMGTPE', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map(
  (unit) => `1${unit}`,
);

/** `validateContainerResourceDivisor`; by value, since the API server compares what it reads. */
function* divisor({ divisor, resource }: Fields, at: Path): Generator<Finding> {
  if (typeof divisor !== 'string' && typeof divisor !== 'number') return;
  if (!isQuantity(divisor) || compareQuantities(divisor, 0) === 0) return;
  const allowed = /\.cpu$/.test(textOf(resource)) ? CPU_DIVISORS : BYTE_DIVISORS;
  if (allowed.some((one) => compareQuantities(divisor, one) === 0)) return;
  yield wrong('not-allowed', [...at, 'divisor'], `one of ${allowed.join(', ')}`, divisor);
}

/** `validateContainerResourceFieldSelector`; a file in a volume has to say of which container. */
export function resourceReference(isFile: boolean): Check {
  return function* (value, at) {
    const reference = fieldsOf(value);
    yield* needed(reference, at, ...(isFile ? ['containerName'] : []), 'resource');
    const resource = textOf(reference.resource);
    if (resource === '') return;
    if (RESOURCE.test(resource)) yield* divisor(reference, at);
    else yield wrong('not-allowed', [...at, 'resource'], RESOURCES, resource);
  };
}
