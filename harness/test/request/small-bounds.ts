import { afterAll, beforeAll } from 'vitest';
import { BOUNDS } from '../../src/request/bounds';

/** Makes limits small for the tests of a file, so that both of their sides can be tried in many ways. */
export function useSmallBounds(bounds: Partial<Record<keyof typeof BOUNDS, number>>): void {
  const real = { ...BOUNDS };
  beforeAll(() => void Object.assign(BOUNDS, bounds));
  afterAll(() => void Object.assign(BOUNDS, real));
}
