import { DURATION, milliseconds } from 'kvmini-contract/duration';
import { printable } from 'kvmini-contract/printable';
import { ColdRun, refuseUnscalable } from '../cold/cold';
import type { ScaleGuard } from '../cold/guard';
import { type ColdPlan, planCold, planLines } from '../cold/plan';
import { type ColdOptions, coldSettings } from '../cold/settings';
import { EXIT, UsageError } from '../errors';
import { LiveFeed } from '../live/feed';
import { trustedSocketPath } from '../live/socket';
import { readAccess } from '../request/access';
import { openPrompts } from '../run/open-prompts';
import type { FieldName, FieldText } from '../settings/fields';
import { findPlaces } from '../settings/places';
import { resolveSettings } from '../settings/resolve';
import { type Cluster, inCluster } from '../target/kubernetes';
import { COLD_FIELDS } from './cold-fields';
import { jsonText } from './json';
import { summarize } from './summary';

const LONGEST_LINE = 2_000;
const MOST_ROUNDS = 1_000;

/** The flags of `kvmini cold` as commander hands them over. */
export type ColdFlags = Partial<Record<FieldName, FieldText>> & {
  readonly rounds: string;
  readonly interval?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
};

/** What is logged may have words of a server in it. */
const log = (line: string) => process.stderr.write(`kvmini: ${printable(line, LONGEST_LINE)}\n`);

/**
 * Runs `kvmini cold`; resolves to its exit code.
 *
 * @param cluster whose API is asked. @default the one that this pod is in
 */
export async function coldCommand(
  flags: ColdFlags,
  cluster: Cluster | undefined = inCluster(process.env),
): Promise<number> {
  const options = readOptions(flags);
  const fields = COLD_FIELDS.map((name) => [name, flags[name]] as const);
  const given = Object.fromEntries(fields.filter(([, text]) => text !== undefined));
  const resolved = resolveSettings({ fields: given }, process.env, findPlaces(process.env));
  const settings = coldSettings(resolved.settings, options);
  const access = readAccess(settings, process.env);
  const plan = await planCold(settings, cluster);
  if (flags.dryRun) return dryRun(plan, options, flags.json === true);
  refuseUnscalable(plan);
  if (!flags.yes)
    throw new UsageError(
      `kvmini cold: ${planLines(plan, options.rounds).join('\n')}\nadd --yes to do it, or --dry-run to look only`,
    );
  const interrupt = new AbortController();
  const socket = trustedSocketPath(process.env);
  const stop = () => interrupt.abort('interrupted: the pod is being stopped');
  const run = new ColdRun(settings, options, plan, {
    ...{
      access,
      log,
      interrupted: interrupt.signal,
      guarding: (guard) => surviveAll(interrupt, guard),
    },
    prompts: await openPrompts(settings, interrupt.signal),
    observers: socket === undefined ? [] : [new LiveFeed(socket, settings, stop)],
  });
  const { folder, results, exitCode } = await run.run();
  const report = await (await import('../report/report')).writeReport(folder);
  process.stdout.write(
    flags.json
      ? jsonText(results)
      : `${summarize(results)}\n\nResults: ${folder}\nReport:  ${report}\n`,
  );
  if (results.reason !== null) log(results.reason);
  return exitCode;
}

/** No signal and no error ends the program before the scale is put back. */
function surviveAll(interrupt: AbortController, guard: ScaleGuard): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)
    process.on(signal, () => {
      if (interrupt.signal.aborted) log('the scale is put back first');
      else interrupt.abort(`interrupted by ${signal}`);
    });
  let hasCrashed = false;
  const crash = (error: unknown) => {
    // Telling of it may be the next error.
    if (hasCrashed) return;
    hasCrashed = true;
    log(`this is an error of kvmini itself: ${(error as Error).stack ?? String(error)}`);
    void guard.restore().finally(() => process.exit(EXIT.failed));
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}

/** Shows what was found and would be done; changes nothing. */
function dryRun(plan: ColdPlan, { rounds }: ColdOptions, asJson: boolean): number {
  const { scalable, address, api } = plan;
  const isRefused = typeof scalable === 'string';
  const found = isRefused ? { refused: scalable } : scalable;
  const about = { namespace: api.namespace, pods: address.pods, from: address.from, ...found };
  process.stdout.write(
    asJson ? jsonText({ ...about, rounds }) : `${planLines(plan, rounds).join('\n')}\n`,
  );
  return isRefused ? EXIT.failed : EXIT.done;
}

function readOptions({ rounds, interval = '0s' }: ColdFlags): ColdOptions {
  const problems: string[] = [];
  if (!/^[1-9]\d{0,3}$/.test(rounds) || Number(rounds) > MOST_ROUNDS)
    problems.push(
      `--rounds: expected a whole number from 1 to ${MOST_ROUNDS}, found "${printable(rounds)}"`,
    );
  if (!DURATION.test(interval))
    problems.push(
      `--interval: expected a duration such as 30s or 5m, found "${printable(interval)}"`,
    );
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return { rounds: Number(rounds), intervalMs: milliseconds(interval) };
}
