import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { manifestYaml } from '../../src/cli/manifest-yaml';
import { notes } from '../../src/cli/notes';
import { commandLineRelease } from '../../src/cli/release';
import { addReleaseFlags, type ReleaseFlags } from '../../src/cli/release-flags';
import { releaseObjects } from '../../src/resources/release-objects';
import { STANDALONE } from '../support/promised-commands';
import { readDocuments } from './kubernetes-yaml';
import { CHART, helm, runHelm, templateByFlags } from './renderings';
import { byIdentity } from './same-objects';

const PROMETHEUS = 'test/differential/prometheus-values.yaml';
/** Every helm command of the chart README that installs kvmini by itself; `subchart.test.ts` has the others. */
const COMMANDS = [
  ...STANDALONE.map((command) => command.replace(' --wait', '')),
  `helm upgrade kvmini-harness charts/kvmini -f ${PROMETHEUS}`,
];

const HARNESS = 'kvmini-harness charts/kvmini';

/** Flags of other kinds, which the README does not use. */
const MORE_COMMANDS = [
  `helm install ${HARNESS} -n b --set-string image.tag=1.10 --set podSecurityContext.runAsGroup=null`,
  `helm install ${HARNESS} -n b --set-json tolerations=[{"operator":"Exists"}] --set extraEnv[0].name=A`,
  `helm install ${HARNESS} -n b --set-literal global.model.storageUri=s3://a,b=c --set-file podAnnotations.file=${PROMETHEUS}`,
  `helm install ${HARNESS} -n b -f ${PROMETHEUS} --set monitoring.serviceMonitor.enabled=null`,
  `helm install ${HARNESS} -n b --set image.tag=20240101`,
  `helm install ${HARNESS} -n b --set image.tag=20261126210351123`,
  `helm install ${HARNESS} -n b --set image.tag=9223372036854775807`,
  `helm install ${HARNESS} -n b --set image.tag=9223372036854775808`,
  `helm install ${HARNESS} -n b --set image.tag=0`,
  `helm install ${HARNESS} -n b --set image.tag=1e7`,
  `helm install ${HARNESS} -n b --set resources=null`,
  `helm install ${HARNESS} -n b --set resources.limits=null,resources.requests.cpu=64`,
];

const words = (command: string) => {
  const [, , releaseName = '', , ...flags] = command.split(' ');
  return { releaseName, flags };
};

/** The release that `cdk8s-kvmini` makes of the same words. */
function release({ releaseName, flags }: ReturnType<typeof words>) {
  const command = addReleaseFlags(new Command())
    .exitOverride()
    .configureOutput({ writeErr() {} });
  const parsed = command.parse([...flags, '--managed-by', 'Helm'], { from: 'user' });
  return commandLineRelease(releaseName, parsed.opts<ReleaseFlags>());
}

describe.skipIf(!helm).concurrent('the same words make the same objects', () => {
  test.each([...COMMANDS, ...MORE_COMMANDS])('%s', async (command) => {
    const { releaseName, flags } = words(command);
    const theirs = readDocuments(await templateByFlags(releaseName, CHART, ...flags));
    const { all } = releaseObjects(release({ releaseName, flags }));
    const ours = readDocuments(manifestYaml(all));
    expect(byIdentity(ours)).toStrictEqual(byIdentity(theirs));
  });
});

describe.skipIf(!helm)('the chart', () => {
  test.each([
    '',
    '--set persistence.enabled=false,global.isvc.name=demo-llm,global.isvc.namespace=ml-prod',
    '--set benchmark.outputDir=/tmp/results,benchmark.defaultProfile=smoke,nameOverride=bench',
    '--set service.port=80,networkPolicy.enabled=true,monitoring.enabled=true,replicaCount=0',
  ])('says after an install what the library says: %s', async (more) => {
    const flags = ['-n', 'benchmark', ...more.split(' ').filter(Boolean)];
    const printed = await runHelm('install', 'vllm', CHART, '--dry-run=client', ...flags);
    // What only Helm has: its test, and a place for warnings.
    const [, theirs = ''] = printed.split(/\nNOTES:\n|\nAsk it whether it answers:\n/);
    expect(notes(release({ releaseName: 'vllm', flags })).trim()).toBe(theirs.trim());
  });
});
