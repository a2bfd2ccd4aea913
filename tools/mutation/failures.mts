import type { TestModule } from 'vitest/node';

/** The full names of the tests of a file that fail. */
export const failedTests = ({ children }: TestModule): readonly string[] =>
  [...children.allTests('failed')].map(({ fullName }) => fullName);

/** Whether a file fails outside of its tests: it does not load, or what must run before or after its tests fails. */
export const failsOutside = (module: TestModule): boolean =>
  [module, ...module.children.allSuites()].some((part) => part.errors().length > 0);
