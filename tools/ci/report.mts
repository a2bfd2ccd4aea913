/** What `.ci/run` tells of one run of vitest: a reporter that writes it to the file that KVMINI_REPORT names. */
import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';

/** What came of the tests of one script. */
export interface Report {
  readonly passed: number;
  /** What failed, a line each: tests, files that can't be loaded, and errors outside of tests. */
  readonly failed: readonly string[];
  /** Tests that passed at a second try, which a quiet machine would not have asked for. */
  readonly again: readonly string[];
}

const lineOf = (name: string, message = '') =>
  `${name}: ${stripVTControlCharacters(message).split('\n', 1)[0]}`;

const nameOf = (test: TestCase) => `${test.module.relativeModuleId} > ${test.fullName}`;

/** What a run came to; hooks and files that fail count as one failed test each. */
export function reportOf(
  modules: readonly TestModule[],
  errors: readonly SerializedError[],
): Report {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const inState = (state: string) => tests.filter((test) => test.result().state === state);
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  return {
    passed: inState('passed').length,
    failed: [
      ...inState('failed').map((test) => lineOf(nameOf(test), test.result().errors?.[0]?.message)),
      ...suites.flatMap((suite) =>
        suite.errors().map(({ message }) => {
          const module = suite.type === 'module' ? suite : suite.module;
          return lineOf(module.relativeModuleId, message);
        }),
      ),
      ...errors.map(({ message }) => lineOf('outside of tests', message)),
    ],
    again: inState('passed')
      .filter((test) => test.diagnostic()?.flaky)
      .map(nameOf),
  };
}

/** Writes a report for `.ci/run`, where that asks for one. */
export function writeReport(report: Report): void {
  const { KVMINI_REPORT: file } = process.env;
  if (file) writeFileSync(file, JSON.stringify(report));
}

/** The reporter, as vitest finds it by `--reporter=PATH`. */
export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    writeReport(reportOf(modules, errors));
  }
}
