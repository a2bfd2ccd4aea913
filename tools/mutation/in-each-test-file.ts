/** Runs before each test file, in its process: says which mutant is on, and notes those that the file reaches. */
import { afterAll, inject, vi } from 'vitest';
import { ASK } from './instrument';

const on = inject('mutant');
const reached = new Uint8Array(inject('mutants') + 1);

// The file loads every module anew, so that it reaches what runs when a module is loaded.
vi.resetModules();

Object.assign(globalThis, {
  [ASK]: (id: number) => {
    reached[id] = 1;
    return id === on;
  },
});

// biome-ignore lint/correctness/noEmptyPattern: vitest reads from this pattern that the hook asks for no fixture
afterAll(({}, { file }) => {
  file.meta.reached = [...reached.keys()].filter((id) => reached[id] === 1);
});
