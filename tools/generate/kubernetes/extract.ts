/**
 * Writes `imports/kubernetes/types.json` from the source of Kubernetes: `npx tsx tools/generate/kubernetes/extract.ts`.
 *
 * It needs Go, which downloads each supported version; it is run again when a version comes or goes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXTRACT, type Extract, type Facts } from './extracted';
import { fieldsOf, type GoField, type GoTypes, gateDefaults, goTypes } from './go-source';
import { goModule } from './modules';
import { DOCUMENTS, type OpenApi, type OpenApiDocument, typesOf } from './open-api';

/** The supported versions, oldest first; the last one is the one whose types these are. */
const VERSIONS = ['30.0', '31.0', '32.0', '33.0', '34.0', '35.0', '36.0', '37.2'];

/** Types of strings that are open: their constants are only the words that Kubernetes itself uses. */
const OPEN = new Set(['Capability', 'ResourceName', 'StorageMedium', 'string']);

/** Gates that the source names only where it checks a field, or a word that the field may be. */
const GATES: Readonly<Record<string, string>> = {
  'Lifecycle.stopSignal': 'ContainerStopSignals',
  'PodAffinityTerm.matchLabelKeys': 'MatchLabelKeysInPodAffinity',
  'PodAffinityTerm.mismatchLabelKeys': 'MatchLabelKeysInPodAffinity',
  'SecurityContext.procMount': 'ProcMountType',
  'VolumeProjection.podCertificate': 'PodCertificateRequest',
  'Container.restartPolicy Never': 'ContainerRestartRules',
  'Container.restartPolicy OnFailure': 'ContainerRestartRules',
  'Toleration.operator Lt': 'TaintTolerationComparisonOperators',
  'Toleration.operator Gt': 'TaintTolerationComparisonOperators',
  'ContainerRestartRule.action RestartAllContainers': 'RestartAllContainersOnContainerExits',
};

interface Version {
  readonly minor: number;
  readonly types: Readonly<Record<string, OpenApi>>;
  readonly go: GoTypes;
  readonly gates: ReadonlyMap<string, boolean>;
}

function readVersion(version: string): Version {
  const minor = Number.parseInt(version, 10);
  const kubernetes = goModule('k8s.io/kubernetes', `v1.${version}`);
  const api = goModule('k8s.io/api', `v0.${version}`);
  const meta = goModule('k8s.io/apimachinery', `v0.${version}`);
  const documents = DOCUMENTS.map((path): OpenApiDocument => {
    const name = `${path.replaceAll('/', '__')}_openapi.json`;
    return JSON.parse(readFileSync(join(kubernetes, 'api/openapi-spec/v3', name), 'utf8'));
  });
  const files = ['core/v1', 'networking/v1', 'rbac/v1'].map((group) =>
    join(api, group, 'types.go'),
  );
  const go = goTypes([...files, join(meta, 'pkg/apis/meta/v1/types.go')]);
  return { minor, types: typesOf(documents), go, gates: gateDefaults(kubernetes, minor) };
}

/** The minor version from which on something is there without a switch, or the gate that it is behind. */
function availability(
  versions: readonly Version[],
  isThere: (version: Version) => boolean,
  gatesIn: (version: Version) => readonly string[],
): Pick<Facts, 'since' | 'gate'> {
  const offBy = (version: Version) =>
    gatesIn(version).find((gate) => version.gates.get(gate) === false);
  const works = versions.map((version) => isThere(version) && offBy(version) === undefined);
  const last = versions.at(-1);
  if (!works.at(-1)) return { gate: (last && offBy(last)) ?? 'unknown' };
  const missing = works.lastIndexOf(false);
  return missing < 0 ? {} : { since: `1.${versions[missing + 1]?.minor}` };
}

function wordsOf({ go }: Version, { type }: GoField): readonly string[] {
  return OPEN.has(type) ? [] : [...new Set(go.words.get(type) ?? [])];
}

function wordFacts(path: string, field: GoField, versions: readonly Version[]): Facts['words'] {
  const last = versions.at(-1);
  const words = last === undefined ? [] : wordsOf(last, field);
  if (words.length === 0) return undefined;
  const facts = words.map((word) => {
    const gate = GATES[`${path} ${word}`];
    const has = (version: Version) => wordsOf(version, field).includes(word);
    const known = versions.filter(({ go }) => go.words.has(field.type));
    return [word, availability(known, has, () => (gate === undefined ? [] : [gate]))] as const;
  });
  return Object.fromEntries(facts);
}

function factsOf(type: string, name: string, versions: readonly Version[]): Facts | undefined {
  const path = `${type}.${name}`;
  const isThere = ({ types }: Version) => types[type]?.properties?.[name] !== undefined;
  const goField = ({ go }: Version) => fieldsOf(go, type).get(name);
  const gates = (version: Version) => GATES[path] ?? goField(version)?.gates ?? [];
  const facts = availability(versions, isThere, (version) => [gates(version)].flat());
  const last = versions.at(-1);
  const field = last && goField(last);
  if (field === undefined) return Object.keys(facts).length > 0 ? facts : undefined;
  const words = wordFacts(path, field, versions);
  if (words === undefined) return Object.keys(facts).length > 0 ? facts : undefined;
  const isRequired = last?.types[type]?.required?.includes(name) ?? false;
  const takesEmpty = '' in words || !(field.isPointer || isRequired);
  return { ...facts, words, ...(takesEmpty ? { takesEmpty } : {}) };
}

function extract(): Extract {
  const versions = VERSIONS.map(readVersion);
  const types = versions.at(-1)?.types ?? {};
  const facts = Object.entries(types).flatMap(([type, { properties = {} }]) =>
    Object.keys(properties).flatMap((name) => {
      const found = factsOf(type, name, versions);
      return found === undefined ? [] : [[`${type}.${name}`, found] as const];
    }),
  );
  const full = VERSIONS.map((version) => `1.${version}`);
  return { versions: full, types, facts: Object.fromEntries(facts) };
}

mkdirSync(dirname(EXTRACT), { recursive: true });
writeFileSync(EXTRACT, `${JSON.stringify(extract(), null, 1)}\n`);
