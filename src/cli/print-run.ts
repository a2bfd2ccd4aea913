import { safeParse } from 'kvmini-contract/parse';
import { HelmValuesError } from '../helm/error';
import { isMap, type JsonValue, type Values } from '../helm/json';
import { mergeValues } from '../helm/merge';
import { readValues } from '../release/read-values';
import type { Release } from '../release/release';
import { type Run, resolveRun } from '../release/run';
import { runManifests } from '../resources';
import type { Manifest } from '../resources/manifest';
import { namespace } from '../resources/namespace';
import { ValuesError } from '../validation/values-error';
import { warningLine } from '../validation/values-warning';
import type { Path } from '../values/path';
import { typeAt } from '../values/type-at';
import { refusal } from './errors';
import { manifestYaml } from './manifest-yaml';
import { print, warn } from './print';
import { releaseOrNone } from './release';
import { MAPS, NUMBERS, type RunFlags, TEXTS } from './run-flags';

const DECIMAL = /^\d+\.\d+$/;

/** Where the type of a flag's value stands among values. */
const PLACES: Readonly<Record<(typeof MAPS)[number], Path>> = {
  bench: ['benchmark', 'profiles', 'bench'],
  claim: ['persistence'],
  target: ['target'],
  resources: ['resources'],
};

/** Numbers such as 2.5, which `--set` leaves texts, where only a number may stand. */
function withDecimals(value: JsonValue, path: Path): JsonValue {
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, each]) => [
      key,
      withDecimals(each, [...path, key]),
    ]);
    return Object.fromEntries(entries);
  }
  if (typeof value !== 'string' || !DECIMAL.test(value)) return value;
  const type = typeAt(path);
  const takes = (other: unknown) => type !== undefined && safeParse(type, other).success;
  return !takes(value) && takes(Number(value)) ? Number(value) : value;
}

/** Reads one kind of flags that are written as `--set` is. */
function readMap(name: (typeof MAPS)[number], lines: readonly string[]): Values {
  try {
    return withDecimals(readValues({ set: lines }, warn) as Values, PLACES[name]) as Values;
  } catch (error) {
    if (!(error instanceof HelmValuesError)) throw error;
    const message = error.message.replaceAll(/--set\b/g, `--${name}`);
    throw new HelmValuesError(error.code, message, error.place);
  }
}

const asNumber = (text: unknown): JsonValue =>
  /^\d+$/.test(String(text)) ? Number(text) : String(text);

/** The props that flags say. */
function givenProps(flags: RunFlags): Values {
  const of = <T extends string>(names: readonly T[], read: (name: T) => JsonValue) =>
    names.filter((name) => flags[name] !== undefined).map((name) => [name, read(name)] as const);
  return Object.fromEntries([
    ...of(MAPS, (name) => readMap(name, flags[name] ?? [])),
    ...of(TEXTS, (name) => String(flags[name])),
    ...of(NUMBERS, (name) => asNumber(flags[name])),
    ...of(['suspend'], () => true),
  ]);
}

/** The props that the file and the flags say; flags count more. */
function propsOf(name: string, flags: RunFlags): Values {
  if (flags.runFile === undefined) return { ...givenProps(flags), name };
  const ofFile = readValues({ files: [flags.runFile] }, warn) as Values;
  if ('release' in ofFile) {
    const remedy = 'name it with --release, and give its values with -f and --set';
    throw refusal(`${flags.runFile}: release: a run's file says nothing of its release; ${remedy}`);
  }
  return { ...mergeValues(ofFile, givenProps(flags)), name };
}

/** The release, what is wrong with it, or nothing where a parent's values turn it off. */
function releaseOf(flags: RunFlags): Release | ValuesError | undefined {
  try {
    return releaseOrNone(flags.release, flags);
  } catch (error) {
    if (error instanceof ValuesError) return error;
    throw error;
  }
}

function objectsOf(run: Run, createNamespace = false): readonly Manifest[] {
  const own = Object.values(runManifests(run)).filter((manifest) => manifest !== undefined);
  return createNamespace ? [namespace(run.harness), ...own] : own;
}

/**
 * Prints the manifests of a run.
 *
 * @throws {@link ValuesError}, HelmValuesError
 */
export function printRun(name: string, flags: RunFlags): void {
  const props = propsOf(name, flags);
  const release = releaseOf(flags);
  if (release === undefined) return;
  const run = resolveRun({ props, release });
  for (const one of run.warnings) warn(warningLine(one));
  print(manifestYaml(objectsOf(run, flags.createNamespace)));
}
