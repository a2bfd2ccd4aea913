import { HOSTILE_ANSWERS } from './hostile-answers';
import { HOSTILE_READERS } from './hostile-readers';
import type { held } from './program';
import type { Tally } from './runs';

/** What the soak has seen. */
export interface Found {
  readonly tally: Tally;
  readonly rounds: number;
  readonly visits: number;
  readonly probes: { readonly probes: number; readonly failed: number };
  /** What `serve` held after one round, and in the end. */
  readonly before: ReturnType<typeof held>;
  readonly after: ReturnType<typeof held>;
  /** What `serve` counted. */
  readonly counted: { readonly requests: number; readonly errors: number };
  /** With which code it ended. */
  readonly code: number | null;
}

/** What the garbage collector may leave. */
const MAY_GROW_MIB = 64;

/** All that is not as it should be. */
export function problemsOf(found: Found): readonly string[] {
  const { tally, counted, probes, code, before, after } = found;
  const checks: [boolean, string][] = [
    [counted.requests !== tally.requests, `serve counted ${counted.requests} of ${tally.requests}`],
    [counted.errors !== 0, `serve counted ${counted.errors} errors of its own`],
    [probes.failed > 0, `${probes.failed} of ${probes.probes} probes failed`],
    [code !== 0, `serve ended with ${code}`],
    [after.descriptors > before.descriptors, 'descriptors were lost'],
    [after.residentMib > before.residentMib + MAY_GROW_MIB, 'memory grew'],
  ];
  return [...tally.problems, ...checks.filter(([wrong]) => wrong).map(([, text]) => text)];
}

/** The result as Markdown. */
export function table(found: Found, minutes: number, problems: readonly string[]): string {
  const { tally, rounds, visits, counted, probes, before, after } = found;
  const rows: [string, string | number][] = [
    ['Minutes; rounds', `${minutes}; ${rounds}`],
    ['Kinds of answers', HOSTILE_ANSWERS.length],
    ['Kinds of readers; their visits', `${Object.keys(HOSTILE_READERS).length}; ${visits}`],
    ['Runs', tally.runs],
    ['Requests by the rows of the runs', tally.requests],
    ['Requests by the counters of `serve`', counted.requests],
    ['Health probes; those that failed', `${probes.probes}; ${probes.failed}`],
    [
      'Descriptors of `serve` after one round; in the end',
      `${before.descriptors}; ${after.descriptors}`,
    ],
    ['Its memory', `${before.residentMib.toFixed(0)} MiB; ${after.residentMib.toFixed(0)} MiB`],
    ['Problems', problems.length],
  ];
  const lines = rows.map(([what, value]) => `| ${what} | ${value} |`);
  const list = [...new Set(problems)].slice(0, 50).map((problem) => `- ${problem}`);
  return ['| What | Found |', '|---|---|', ...lines, '', ...list].join('\n');
}
