import { randomInt } from 'node:crypto';
import type { HarnessConfig } from 'kvmini-contract/config';
import { flagOf } from 'kvmini-contract/flags';
import { parse } from 'kvmini-contract/parse';
import { VARIABLES } from 'kvmini-contract/pod-layout';
import { UsageError } from '../errors';
import { capOf, findRoom, type Source, tooManyForFiles, withoutForeignCaps } from './concurrency';
import { loadConfig } from './config';
import { FIELD_NAMES, type FieldName, type FieldText, variableOf } from './fields';
import { completeLayer, type Layer, readLayer } from './layer';
import type { Places } from './places';
import { type LoadedProfile, loadProfile } from './profiles';
import { type Merged, reconcile } from './reconcile';
import { type BenchSettings, benchSettings, DEFAULT_REQUESTS, DEFAULTS } from './settings';
import { withoutIdle, workersOf } from './workers';

/** What the command line said. */
export interface Flags {
  readonly profile?: string | undefined;
  readonly fields: Partial<Record<FieldName, FieldText>>;
}

/** Settings with where each is from, for example `flag` or `profile smoke`. */
export interface Resolved {
  readonly settings: BenchSettings;
  readonly origins: Readonly<Record<string, string>>;
  /** What the user should know of them. */
  readonly notes: readonly string[];
  /** How pods of workers are to be, where the chart lets them be made. */
  readonly podWishes: HarnessConfig['workers'];
}

/**
 * Resolves the settings of a run: flag, then profile, then environment, then `config.yaml`, then
 * default.
 *
 * @throws UsageError with all problems of flags, environment and profile
 */
export function resolveSettings(flags: Flags, env: NodeJS.ProcessEnv, places: Places): Resolved {
  const { config, found } = loadConfig(places.home);
  const problems: string[] = [];
  const named = flags.profile ?? (env.KVMINI_PROFILE || config.benchmark.defaultProfile);
  const loaded = tryProfile(named, places, problems);
  const given = readLayer(flags.fields, flagOf);
  const inherited = readLayer(fromEnvironment(env), variableOf);
  problems.push(...given.problems, ...inherited.problems);
  const sources: Source[] = [
    ['flag', given.layer],
    [`profile ${loaded.path}`, loaded.load],
    ['environment', inherited.layer],
    [found ? 'config.yaml' : 'default', fromConfig(config)],
    ['default', { ...DEFAULTS, requests: DEFAULT_REQUESTS, seed: randomInt(2 ** 31) }],
  ];
  const { settled, origins, ...told } = reconcile(merge(withoutForeignCaps(sources)));
  problems.push(...told.problems);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const modelUri = env[VARIABLES.modelUri] || undefined;
  const resources = config.monitoring.resources.enabled;
  const asked = workersOf(settled.pods ?? settled.workers ?? DEFAULTS.workers);
  const { concurrency, ...capped } = concurrencyOf(settled, origins, asked.workers);
  const { workers, notes: idle } = withoutIdle(
    asked.workers,
    concurrency,
    settled.pods ? '--pods' : '--workers',
  );
  const facts = {
    ...{ profile: loaded.name, resources, workers, ...(modelUri ? { modelUri } : {}) },
    ...(settled.pods === undefined ? {} : { pods: workers }),
    ...pricesIn(config),
  };
  const settings = benchSettings(parse(completeLayer, { ...settled, concurrency }), {
    ...facts,
    ...capped.facts,
  });
  const notes = [...loaded.notes, ...told.notes, ...capped.notes, ...idle];
  const from = asked.origin === undefined ? {} : { workers: asked.origin };
  return { settings, origins: { ...capped.origins, ...from }, notes, podWishes: config.workers };
}

const pricesIn = ({ benchmark: { prices } }: HarnessConfig) =>
  Object.keys(prices).length > 0 ? { prices } : {};

/** How many requests may be in flight: as was asked for, or as many as fit. */
function concurrencyOf({ concurrency }: Layer, origins: Resolved['origins'], workers: number) {
  const room = findRoom();
  if (concurrency !== undefined) {
    const problem = tooManyForFiles(concurrency, room.files, workers);
    return { concurrency, origins, facts: {}, notes: problem ? [problem] : [] };
  }
  const { origin, ...cap } = capOf(room, workers);
  const facts = { concurrencyFrom: origin };
  return { ...cap, origins: { ...origins, concurrency: origin }, facts, notes: [] };
}

/** Where runs are kept, for commands that only read them. */
export function resultsFolder(env: NodeJS.ProcessEnv, places: Places): string {
  return env[VARIABLES.outputDir] || loadConfig(places.home).config.benchmark.outputDir;
}

/** A profile that can't be used is one problem among others: all are told at once. */
function tryProfile(name: string, places: Places, problems: string[]): LoadedProfile {
  try {
    return loadProfile(name, places);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    problems.push(error.message);
    return { name, path: name, load: {}, notes: [] };
  }
}

function fromEnvironment(env: NodeJS.ProcessEnv): Partial<Record<FieldName, string>> {
  const set = FIELD_NAMES.map((name) => [name, env[variableOf(name)]] as const);
  return Object.fromEntries(set.filter(([, text]) => text));
}

function fromConfig({ benchmark, monitoring }: HarnessConfig): Layer {
  const { outputDir, timeout, retries } = benchmark;
  const { server, prometheus } = monitoring;
  const prometheusUrl = prometheus.url || undefined;
  return { outputDir, timeout, retries, serverMetrics: server.enabled, prometheusUrl };
}

/** Settings that say one thing in several ways: the first source that has one of them decides. */
const ALTERNATIVES: readonly (readonly string[])[] = [
  ['requests', 'duration'],
  ['url', 'service'],
];

/** Fields of the body are merged one by one: a flag adds to what a profile has. */
function extraBodies(sources: readonly Source[]): Pick<Layer, 'extraBody'> {
  const all = sources.flatMap(([, { extraBody }]) => (extraBody ? [extraBody] : []));
  if (all.length === 0) return {};
  return { extraBody: Object.assign({}, ...all.reverse()) };
}

function merge(sources: readonly Source[]): Merged {
  let merged: Record<string, unknown> = {};
  let origins: Record<string, string> = {};
  for (const [origin, layer] of sources) {
    const before = merged;
    const settled = (name: string) =>
      [name, ...(ALTERNATIVES.find((group) => group.includes(name)) ?? [])].some(
        (each) => each in before,
      );
    const added = Object.entries(layer).filter(
      ([name, value]) => value !== undefined && !settled(name),
    );
    merged = { ...merged, ...Object.fromEntries(added) };
    origins = { ...origins, ...Object.fromEntries(added.map(([name]) => [name, origin])) };
  }
  return { merged: { ...merged, ...extraBodies(sources) }, origins };
}
