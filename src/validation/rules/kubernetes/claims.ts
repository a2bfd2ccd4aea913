import { type Check, fieldsOf, textOf, wrong } from '../finding';

/** The API group of each kind that a volume can be filled from. */
const GROUPS: Readonly<Record<string, string>> = {
  PersistentVolumeClaim: '',
  VolumeSnapshot: 'snapshot.storage.k8s.io',
};

const KINDS = Object.keys(GROUPS).join(' or ');

const kindOf: Check = function* (value, at) {
  if (GROUPS[textOf(value)] !== undefined) return;
  const code = textOf(value) === '' ? 'missing' : 'not-allowed';
  yield wrong(code, at, `${KINDS}, since Kubernetes drops everything else`, value);
};

const groupOf = (kind: string): Check =>
  function* (value, at) {
    const group = GROUPS[kind];
    if (group === undefined || group === textOf(value)) return;
    const code = textOf(value) === '' ? 'missing' : 'conflict';
    yield wrong(code, at, `${group || 'none'}, since kind is ${kind}`, value);
  };

/** `dataSourceIsPvcOrSnapshot` of Kubernetes: it drops everything else in silence, and the volume is empty. */
export const dataSource: Check = function* (value, at) {
  const { kind, name, apiGroup } = fieldsOf(value);
  if ([kind, name, apiGroup].every((one) => textOf(one) === '')) return;
  yield* kindOf(kind, [...at, 'kind']);
  if (textOf(name) === '') yield wrong('missing', [...at, 'name'], 'the name of what it is', name);
  yield* groupOf(textOf(kind))(apiGroup, [...at, 'apiGroup']);
};
