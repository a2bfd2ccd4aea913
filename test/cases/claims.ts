import type { Cases } from './kubernetes';

const D = 'persistence.dataSource';
const snapshot = { kind: 'VolumeSnapshot', name: 'a', apiGroup: 'snapshot.storage.k8s.io' };

export const CLAIMS: readonly Cases[] = [
  {
    topic: 'what a volume is filled from',
    at: (dataSource: unknown) => ({ persistence: { dataSource } }),
    accepted: [{}, snapshot, { kind: 'PersistentVolumeClaim', name: 'a' }],
    refused: [
      [{ ...snapshot, kind: '' }, `missing ${D}.kind`],
      [{ ...snapshot, name: '' }, `missing ${D}.name`],
      [{ ...snapshot, apiGroup: '' }, `missing ${D}.apiGroup`],
      [{ ...snapshot, apiGroup: 'A' }, `wrong-format ${D}.apiGroup`],
      [{ kind: 'PersistentVolumeClaim' }, `missing ${D}.name`],
    ],
  },
  {
    topic: 'which volume',
    at: (persistence: unknown) => ({ persistence }),
    accepted: [
      { selector: { matchLabels: { a: 'b' } }, volumeName: 'a.b' },
      { subPath: 'a/b' },
      { subPath: '..a' },
    ],
    refused: [
      [{ selector: { a: 'b' } }, 'unknown-key persistence.selector.a'],
      [
        { selector: { matchExpressions: [{ key: 'a', operator: 'In' }] } },
        'missing persistence.selector.matchExpressions[0].values',
      ],
      [{ volumeName: 'A' }, 'wrong-format persistence.volumeName'],
      [{ subPath: '/a' }, 'wrong-format persistence.subPath'],
      [{ subPath: 'a/../b' }, 'wrong-format persistence.subPath'],
    ],
  },
];
