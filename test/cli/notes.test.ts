import { expect, test } from 'vitest';
import { notes } from '../../src/cli/notes';
import { commandLineRelease } from '../../src/cli/release';

/** The lines that tell how to use a release with these values. */
const linesOf = (...setJson: string[]) =>
  notes(commandLineRelease('vllm', { namespace: 'benchmark', setJson })).split('\n');

const SHUT_OUT = expect.stringMatching(/^The network policy lets only/);
const LOST = 'Persistence is off: results are lost with the pod.';

test.each([
  [true, true, true],
  [true, false, false],
  [false, true, false],
])('with a policy %s and metrics %s, it says who is shut out: %s', (policy, metrics, isSaid) => {
  const found = linesOf(`networkPolicy.enabled=${policy}`, `monitoring.enabled=${metrics}`);
  expect(found.some((line) => SHUT_OUT.asymmetricMatch(line))).toBe(isSaid);
});

test('results that go with the pod are told, and others not', () => {
  expect(linesOf('persistence.enabled=false')).toContain(LOST);
  expect(linesOf()).not.toContain(LOST);
});

test('what a shell would read otherwise is quoted', () => {
  const found = linesOf(`benchmark.outputDir="/data/it's $HOME"`, 'service.port=9090');
  expect(found).toContain("Results are in /data/it's $HOME:");
  expect(found).toContain(
    `  kubectl exec -n benchmark "$HARNESS_POD" -- ls -la '/data/it'\\''s $HOME'`,
  );
  expect(found).toContain('  kubectl port-forward -n benchmark service/vllm-kvmini 8080:9090');
});
