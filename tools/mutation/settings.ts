/** What is mutated: folders and files. One that does not exist is left out. */
export const MUTATED = [
  'src/values',
  'src/validation',
  'src/helm',
  'harness/src/workload',
  'harness/src/request',
  'harness/src/load',
  'harness/src/figures',
  'harness/src/compare',
  'harness/src/report',
  'harness/src/live',
  'harness/src/serve/metrics.ts',
  'harness/src/serve/last-run.ts',
] as const;

/** Folders of these names hold what a command wrote: a mutant there says nothing of the code that wrote it. */
export const GENERATED = 'generated';

/** The part of the mutants that the tests must notice. */
export const THRESHOLD = 0.9;

/** How many mutants a run tries where nobody says how many. */
export const SAMPLE = 300;

/** How many mutants are tried at a time. */
export const LANES = 2;

/**
 * Tests that run no mutant, as they run what was built (`lib/`, a bundle, a packed package) or a page's commands; that
 * need a browser, a sandbox or a Prometheus; that measure time or memory; and that compare hundreds of made or random
 * values with the real helm, which takes minutes. A mutant that only they would notice counts as survived.
 */
export const TESTS_LEFT_OUT = [
  'test/{cli,differential,docs}/**',
  'test/helm/{fuzz,pipeline}.test.ts',
  'test/tools/{bench,imports,package,rooms,speed}.test.ts',
  'test/tools/mutation/**',
  'test/values/interface.test.ts',
  'harness/test/{browser,cli,dashboard,docs,sandbox}/**',
  'harness/test/{mock/server,run/memory,serve/serve,tools/image}.test.ts',
  'test/resources/{kubectl,manifest-safety,references,valid-objects}.test.ts',
];
