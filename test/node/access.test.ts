import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { codeBlocks } from '../support/markdown';
import { podOf, removeNamespaces, restrictedNamespace, rolledOut } from './ground';
import { PAGES } from './pages';
import { prints } from './shell';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** What the pages document that the account may do, as `kubectl auth can-i` asks for it. */
function documented(): readonly string[] {
  const blocks = PAGES.flatMap((page) => codeBlocks(readFileSync(page, 'utf8'), 'yaml'));
  const block = blocks.find((text) => text.startsWith('# Core resources for benchmark execution'));
  return (parse(block ?? '[]') as Rule[]).flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.map((verb) => `${verb} ${group ? `${resource}.${group}` : resource}`),
      ),
    ),
  );
}

const REFUSED = [
  ...['create pods', 'delete pods', 'get secrets', 'list secrets', 'create pods/exec'],
  ...['get deployments.apps', 'get nodes', 'list namespaces', 'create configmaps'],
];

const NAMESPACE = 'access';

/** Asks from the pod, with its own token: one answer a line. */
async function answers(asked: readonly string[], flags: string): Promise<string[]> {
  const script = asked
    .map((each) => `kubectl auth can-i ${each} ${flags} 2>/dev/null || true`)
    .join('\n');
  const said = await prints(
    `kubectl exec -i -n ${NAMESPACE} ${await podOf(NAMESPACE)} -- bash <<'EOF'\n${script}\nEOF`,
  );
  return said.trim().split('\n');
}

/** kubectl can only ask for what the cluster serves: nobody serves metrics of one's own here. */
const served = () => documented().filter((each) => !each.includes('custom.metrics'));

const all = (asked: readonly string[], answer: string) => asked.map(() => answer);

async function install(...flags: readonly string[]): Promise<void> {
  const set = ['persistence.enabled=false', 'resources.requests.cpu=100m', ...flags];
  const template = `npx cdk8s-kvmini template kvmini -n ${NAMESPACE} ${set.map((each) => `--set ${each}`).join(' ')}`;
  await prints(`${template} | kubectl apply -f -`);
  await rolledOut(NAMESPACE);
}

describe('kubectl auth can-i, in the pod', () => {
  beforeAll(async () => {
    await restrictedNamespace(NAMESPACE);
    await restrictedNamespace('access-target');
  });

  afterAll(() => removeNamespaces(NAMESPACE, 'access-target'));

  test('the whole table of the pages is granted, and nothing beside it', async () => {
    await install();
    expect(documented()).toHaveLength(18);
    expect(await answers(served(), '--all-namespaces')).toEqual(all(served(), 'yes'));
    expect(await answers(REFUSED, '--all-namespaces')).toEqual(all(REFUSED, 'no'));
  });

  test('with rbac.scope=namespace it is granted in the target’s namespace, and no other', async () => {
    await prints('kubectl delete clusterrolebinding,clusterrole kvmini.access');
    await install('rbac.scope=namespace', 'global.isvc.namespace=access-target');
    const inNamespaces = served().filter((each) => !each.includes('nodes'));
    expect(await answers(inNamespaces, '-n access-target')).toEqual(all(inNamespaces, 'yes'));
    expect(await answers(inNamespaces, '-n kube-system')).toEqual(all(inNamespaces, 'no'));
  });
});
