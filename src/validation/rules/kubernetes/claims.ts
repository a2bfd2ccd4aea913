import { type Check, fieldsOf, textOf, wrong } from '../finding';

const CLAIM = 'PersistentVolumeClaim';
const SNAPSHOT = 'VolumeSnapshot';
const SNAPSHOTS = 'snapshot.storage.k8s.io';

/** `dataSourceIsPvcOrSnapshot` of Kubernetes: it drops everything else in silence, and the volume is empty. */
export const dataSource: Check = function* (value, at) {
  const fields = fieldsOf(value);
  const [kind, name, group] = [fields.kind, fields.name, fields.apiGroup].map(textOf);
  if (kind === '' && name === '' && group === '') return;
  if (name === '') yield wrong('missing', [...at, 'name'], 'the name of what it is', fields.name);
  if (kind !== CLAIM && kind !== SNAPSHOT) {
    const code = kind === '' ? 'missing' : 'not-allowed';
    const expected = `${CLAIM} or ${SNAPSHOT}, since Kubernetes drops everything else`;
    yield wrong(code, [...at, 'kind'], expected, fields.kind);
  } else if (group !== (kind === SNAPSHOT ? SNAPSHOTS : '')) {
    const expected = kind === SNAPSHOT ? SNAPSHOTS : `none, since kind is ${CLAIM}`;
    const code = group === '' ? 'missing' : 'conflict';
    yield wrong(code, [...at, 'apiGroup'], expected, fields.apiGroup);
  }
};
