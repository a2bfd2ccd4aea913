import { randomInt } from 'node:crypto';
import type { HarnessConfig } from 'kvmini-contract/config';
import { VARIABLES } from 'kvmini-contract/pod-layout';
import { UsageError } from '../errors';
import { loadConfig } from './config';
import { FIELD_NAMES, type FieldName, flagOf, variableOf } from './fields';
import { completeLayer, type Layer, readLayer } from './layer';
import type { Places } from './places';
import { type LoadedProfile, loadProfile } from './profiles';
import { type BenchSettings, benchSettings, DEFAULT_REQUESTS, DEFAULTS } from './settings';

/** What the command line said. */
export interface Flags {
  readonly profile?: string | undefined;
  readonly fields: Partial<Record<FieldName, string | boolean>>;
}

/** Settings with where each is from, for example `flag` or `profile smoke`. */
export interface Resolved {
  readonly settings: BenchSettings;
  readonly origins: Readonly<Record<string, string>>;
}

type Source = readonly [origin: string, layer: Layer];

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
  const { description: _, ...profile } = loaded.profile;
  const sources: Source[] = [
    ['flag', given.layer],
    [`profile ${loaded.path}`, profile],
    ['environment', inherited.layer],
    [found ? 'config.yaml' : 'default', fromConfig(config)],
    ['default', { ...DEFAULTS, requests: DEFAULT_REQUESTS, seed: randomInt(2 ** 31) }],
  ];
  const { merged, origins } = merge(sources);
  problems.push(...contradictions(merged));
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const modelUri = env[VARIABLES.modelUri] || undefined;
  const resources = config.monitoring.resources.enabled;
  const facts = { profile: loaded.name, resources, ...(modelUri ? { modelUri } : {}) };
  return { settings: benchSettings(completeLayer.parse(merged), facts), origins };
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
    return { name, path: name, profile: {} };
  }
}

function fromEnvironment(env: NodeJS.ProcessEnv): Partial<Record<FieldName, string>> {
  const set = FIELD_NAMES.map((name) => [name, env[variableOf(name)]] as const);
  return Object.fromEntries(set.filter(([, text]) => text));
}

function fromConfig({ benchmark }: HarnessConfig): Layer {
  const { outputDir, timeout, retries } = benchmark;
  return { outputDir, timeout, retries };
}

/** Settings that say one thing in several ways: the first source that has one of them decides. */
const ALTERNATIVES: readonly (readonly string[])[] = [
  ['requests', 'duration'],
  ['url', 'service'],
];

function merge(sources: readonly Source[]): { merged: Layer; origins: Record<string, string> } {
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
  return { merged, origins };
}

function contradictions({ pattern, rate, stream, slo }: Layer): string[] {
  const all: [boolean, string][] = [
    [
      pattern !== 'steady' && rate === undefined,
      `--pattern: ${pattern} gaps need a --rate; without one, requests follow each other`,
    ],
    [
      stream === false && (slo?.ttft ?? slo?.tpot) !== undefined,
      '--slo: limits on ttft and tpot need --stream; a whole answer has no first token',
    ],
  ];
  return all.filter(([applies]) => applies).map(([, text]) => text);
}
