import type { Cases } from './kubernetes';

const R = 'monitoring.serviceMonitor.metricRelabelings[0]';

export const CLAIMS: readonly Cases[] = [
  {
    topic: 'relabelings',
    at: (relabeling: unknown) => ({
      monitoring: {
        enabled: true,
        serviceMonitor: { enabled: true, metricRelabelings: [relabeling] },
      },
    }),
    accepted: [
      { sourceLabels: ['__name__', 'a1'], regex: '.*', action: 'drop' },
      { action: 'hashmod', modulus: 0, targetLabel: 'a' },
    ],
    refused: [
      [{ sourceLabels: 'a' }, `wrong-type ${R}.sourceLabels`],
      [{ action: 'DROP' }, `not-allowed ${R}.action`],
      [{ source_labels: ['a'] }, `unknown-key ${R}.source_labels`],
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
      [{ subPath: '/a' }, 'wrong-format persistence.subPath'],
      [{ subPath: 'a/../b' }, 'wrong-format persistence.subPath'],
    ],
  },
];
