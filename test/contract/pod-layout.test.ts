import { runPodName, workerName } from 'kvmini-contract/pod-layout';
import { expect, test } from 'vitest';

const LONGEST_LABEL = 63;

test.each([
  [workerName, '-worker'],
  [runPodName, '-run'],
])(
  'a name of pods that no selector takes is a label value, whatever the harness is called: %#',
  (nameOf, end) => {
    expect(nameOf('kvmini')).toBe(`kvmini${end}`);
    const room = LONGEST_LABEL - end.length;
    for (const length of [room - 1, room, room + 1, LONGEST_LABEL])
      expect(nameOf('k'.repeat(length))).toBe(`${'k'.repeat(Math.min(length, room))}${end}`);
    // A dash at the cut is not doubled.
    expect(nameOf(`${'k'.repeat(room - 1)}-k`)).toBe(`${'k'.repeat(room - 1)}${end}`);
  },
);
