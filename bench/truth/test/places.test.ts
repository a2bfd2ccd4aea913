import { expect, test, vi } from 'vitest';
import { runFolder } from '../run/places';
import { SCENARIOS } from '../scenarios/all';
import type { Scenario } from '../scenarios/scenario';
import { aiperf } from '../tools/aiperf';
import { kvmini } from '../tools/kvmini';

vi.mock('../cache', async (real) => ({
  ...(await real<typeof import('../cache')>()),
  cached: (...parts: readonly string[]) => parts.join('/'),
}));

const [plain, other] = SCENARIOS as readonly [Scenario, Scenario];
const place = {
  ...{ tool: kvmini, installed: { version: '1', build: 'a' }, scenario: plain },
  server: 'node' as const,
};

test('a run of another version, build, scenario, tool or number has a folder of its own', () => {
  const folders = [
    runFolder(place, 1),
    runFolder(place, 2),
    runFolder({ ...place, installed: { version: '1', build: 'b' } }, 1),
    runFolder({ ...place, installed: { version: '2', build: 'a' } }, 1),
    runFolder({ ...place, installed: { version: '1' } }, 1),
    runFolder({ ...place, scenario: other }, 1),
    runFolder({ ...place, tool: aiperf }, 1),
    runFolder({ ...place, server: 'python' }, 1),
  ];
  expect(new Set(folders).size).toBe(folders.length);
  expect(runFolder(place, 1)).toBe(folders[0]);
});
