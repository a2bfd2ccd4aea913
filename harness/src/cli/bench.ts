import { keepsAll } from 'kvmini-contract/kept-runs';
import { printable } from 'kvmini-contract/printable';
import { missedSlo } from '../figures/slo';
import { LiveFeed } from '../live/feed';
import { trustedSocketPath } from '../live/socket';
import { readAccess } from '../request/access';
import { type BenchOutcome, bench } from '../run/bench';
import type { RunObserver } from '../run/observer';
import { loadConfig } from '../settings/config';
import { FIELD_NAMES, type FieldName, type FieldText } from '../settings/fields';
import { findPlaces } from '../settings/places';
import { recordedSettings } from '../settings/recorded';
import { type Resolved, resolveSettings } from '../settings/resolve';
import { findAddress } from '../target/discover';
import { inCluster } from '../target/kubernetes';
import { plannedAddresses } from '../target/target';
import {
  type Baseline,
  type BaselineFlags,
  endRun,
  findBaseline,
  plannedBaseline,
} from './baseline';
import { jsonText } from './json';
import { shareLine, workerShares } from './shares';
import { abortOnSignals } from './signals';
import { summarize } from './summary';
import { refuseUpstreamFlags } from './upstream';

const LONGEST_LINE = 2_000;

/** The flags of `kvmini bench` as commander hands them over. */
export type BenchFlags = Partial<Record<FieldName, FieldText>> &
  BaselineFlags & {
    readonly listProfiles?: boolean;
    readonly profile?: string;
    readonly dryRun?: boolean;
    readonly prune?: boolean;
    readonly json?: boolean;
    readonly progress: boolean;
  };

/** Runs `kvmini bench`; resolves to its exit code. */
export async function benchCommand(flags: BenchFlags): Promise<number> {
  refuseUpstreamFlags(flags);
  if (flags.listProfiles) return (await import('./profiles')).profilesCommand(flags.json === true);
  const resolved = resolveSettings(
    { profile: flags.profile, fields: pickFields(flags) },
    process.env,
    findPlaces(process.env),
  );
  for (const note of resolved.notes) log(note);
  const { settings } = resolved;
  const baseline = findBaseline(flags, settings);
  for (const note of baseline?.notes ?? []) log(note);
  if (flags.dryRun) return dryRun(resolved, baseline, flags.json === true);
  const outcome = await runObserved(resolved, flags);
  const { folder, results } = outcome;
  const held = await endRun(baseline, outcome);
  // Behind it: the report says how the run did beside its baseline.
  const report = await tryReport(folder);
  process.stdout.write(
    flags.json
      ? jsonText({ ...results, ...(held.baseline && { baseline: held.baseline }) })
      : `${[summarize(results), ...held.lines].join('\n')}\n\nResults: ${folder}\nReport:  ${report}\n`,
  );
  if (results.reason !== null) log(results.reason);
  const missed = missedSlo(results);
  if (missed) log(missed);
  for (const line of held.problems) log(line);
  if (flags.prune) await pruneAfter(settings.outputDir);
  return held.exitCode;
}

/** Runs the benchmark, and shows it to whoever looks on. */
async function runObserved(
  { settings, podWishes }: Resolved,
  { progress }: BenchFlags,
): Promise<BenchOutcome> {
  const interrupt = new AbortController();
  const stop = () => interrupt.abort('interrupted: the pod is being stopped');
  const socket = trustedSocketPath(process.env);
  const observers: RunObserver[] = [];
  if (socket !== undefined) observers.push(new LiveFeed(socket, settings, stop));
  if (progress) observers.push(new (await import('./progress')).Progress(settings));
  return bench(settings, {
    env: process.env,
    cluster: inCluster(process.env),
    pods: podWishes,
    interrupted: abortOnSignals(interrupt),
    log,
    observers,
  });
}

/** On a volume with which no `serve` lives nobody else would. */
async function pruneAfter(outputDir: string): Promise<void> {
  const { removeOldRuns } = await import('../results/kept-runs');
  const kept = loadConfig(findPlaces(process.env).home).config.serve?.prune;
  if (!kept || keepsAll(kept)) return;
  await removeOldRuns(outputDir, outputDir, kept, { removed: log, odd: log });
}

/** The figures are written already: a report that fails to be made must not take them away. */
async function tryReport(folder: string): Promise<string> {
  try {
    return await (await import('../report/report')).writeReport(folder);
  } catch (error) {
    log(`no report was written: ${(error as Error).message}`);
    return 'none';
  }
}

/** What is logged may have words of a server in it. */
const log = (line: string) => process.stderr.write(`kvmini: ${printable(line, LONGEST_LINE)}\n`);

function pickFields(flags: BenchFlags): Partial<Record<FieldName, FieldText>> {
  const given = FIELD_NAMES.map((name) => [name, flags[name]] as const);
  return Object.fromEntries(given.filter(([, text]) => text !== undefined));
}

/** Shows what would be run, with where each setting is from; sends nothing to the target. */
async function dryRun(
  { settings, origins, notes }: Resolved,
  baseline: Baseline | undefined,
  asJson: boolean,
): Promise<number> {
  readAccess(settings, process.env);
  const address = await findAddress(settings, inCluster(process.env));
  const target = { ...plannedAddresses(address, settings.endpoint), from: address.from };
  const recorded = recordedSettings(settings);
  const shares = workerShares(settings);
  if (asJson) {
    const more = {
      ...(shares.length > 1 && { workers: shares }),
      ...(baseline && { baseline: plannedBaseline(baseline) }),
    };
    process.stdout.write(jsonText({ target, settings: recorded, origins, notes, ...more }));
    return 0;
  }
  const lines = Object.entries(recorded).map(([name, value]) => {
    const origin = origins[name] ?? origins[name.replace(/Ms$/, '')];
    const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return `${name.padEnd(18)}${shown}${origin ? `  (${origin})` : ''}`;
  });
  const head = [
    `${'target'.padEnd(18)}${target.url}  (${target.from})`,
    `${'models from'.padEnd(18)}${target.models.join(', else ')}`,
    `${'requests to'.padEnd(18)}${target.requests.join(', else ')}`,
    ...(baseline ? [`${'baseline'.padEnd(18)}${plannedBaseline(baseline).run ?? 'none yet'}`] : []),
  ];
  const shared = shares.length > 1 ? shares.map(shareLine) : [];
  process.stdout.write(`${[...head, ...lines, ...shared].join('\n')}\n`);
  return 0;
}
