import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { codeBlocks } from '../support/markdown';
import { post } from './api';
import { kubectl, kubectlPrints } from './cluster';

const ACCOUNT = 'system:serviceaccount:benchmark:kvmini-harness';

/** One thing that an account may want to do. */
interface Wish {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  /** Where; in the whole cluster without. */
  readonly namespace?: string;
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** The table in docs/in-the-pod.md of what the account may do, one by one. */
function documented(): Wish[] {
  const block = codeBlocks(readFileSync('docs/in-the-pod.md', 'utf8'), 'yaml').find((text) =>
    text.startsWith('# Core resources for benchmark execution'),
  );
  return (parse(block ?? '') as Rule[]).flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) => verbs.map((verb) => ({ group, resource, verb }))),
    ),
  );
}

const title = ({ group, resource, verb, namespace }: Wish) =>
  `${verb} ${resource}${group && `.${group}`} ${namespace ? `in ${namespace}` : 'in the cluster'}`;

async function isAllowed({ resource: path, ...wish }: Wish): Promise<boolean> {
  const [resource, subresource] = path.split('/');
  const resourceAttributes = { ...wish, resource, subresource };
  const { status, body } = await post('/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: { user: ACCOUNT, resourceAttributes },
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.status.allowed;
}

/** The same by kubectl, which knows only kinds that the cluster serves. */
async function canI({ group, resource, verb, namespace }: Wish): Promise<string> {
  const scope = namespace === undefined ? ['--all-namespaces'] : ['-n', namespace];
  const args = ['auth', 'can-i', verb, group ? `${resource}.${group}` : resource, ...scope];
  return (await kubectl([...args, `--as=${ACCOUNT}`])).stdout.trim();
}

const wishes = documented();
const served = wishes.filter(({ group }) => !group.endsWith('metrics.k8s.io'));
const inNamespace = (namespace: string) =>
  wishes.filter(({ resource }) => resource !== 'nodes').map((wish) => ({ ...wish, namespace }));

/** What nobody documents, beside what is documented. */
const REFUSED: readonly Wish[] = [
  ...['create', 'update', 'patch', 'delete', 'deletecollection'].map((verb) => ({
    group: '',
    resource: 'pods',
    verb,
  })),
  ...['get', 'list', 'watch'].map((verb) => ({ group: '', resource: 'secrets', verb })),
  { group: '', resource: 'pods/exec', verb: 'create' },
  { group: '', resource: 'nodes', verb: 'get' },
  { group: '', resource: 'namespaces', verb: 'list' },
  { group: 'metrics.k8s.io', resource: 'pods', verb: 'watch' },
  { group: 'serving.kserve.io', resource: 'inferenceservices', verb: 'create' },
  { group: 'serving.kserve.io', resource: 'llminferenceservices', verb: 'get' },
  { group: 'apps', resource: 'deployments', verb: 'get' },
];

test('the page documents 18 things', () => expect(wishes).toHaveLength(18));

/** Applies a golden for some tests, and removes it afterwards. */
function withApplied(file: string): void {
  beforeAll(async () => void (await kubectlPrints(['apply', '-f', file])));
  afterAll(async () => void (await kubectlPrints(['delete', '--timeout=60s', '-f', file])));
}

/** Asks for each wish whether it is granted. */
function answers(granted: boolean, all: readonly Wish[]): void {
  test.each(all.map((wish) => [title(wish), wish] as const))(
    `${granted ? 'may' : 'may not'} %s`,
    async (_, wish) => {
      expect(await isAllowed(wish)).toBe(granted);
    },
  );
}

describe('with a ClusterRole, the account', () => {
  withApplied('test/golden/defaults.yaml');
  answers(true, wishes);
  answers(true, inNamespace('ml-prod'));
  answers(false, REFUSED);
  answers(
    false,
    REFUSED.map((wish) => ({ ...wish, namespace: 'benchmark' })),
  );

  test.each(served.map((wish) => [title(wish), wish] as const))(
    'is told yes by kubectl auth can-i %s',
    async (_, wish) => {
      expect(await canI(wish)).toBe('yes');
    },
  );

  test('finds what the page on troubleshooting tells to check', async () => {
    const [block = ''] = codeBlocks(readFileSync('docs/troubleshooting.md', 'utf8'), 'sh').filter(
      (text) => text.includes('kubectl auth can-i'),
    );
    const [line = ''] = block.split('\n').filter((text) => text.startsWith('kubectl auth can-i'));
    expect(line).toContain(ACCOUNT);
    expect((await kubectl(line.split(' ').slice(1))).stdout).toBe('yes\n');
  });
});

describe('with Roles in the namespaces of release and target, the account', () => {
  withApplied('test/golden/production.yaml');
  answers(true, inNamespace('benchmark'));
  answers(true, inNamespace('ml-prod'));
  answers(false, wishes);
  answers(false, inNamespace('ml-dev'));
  answers(
    false,
    REFUSED.map((wish) => ({ ...wish, namespace: 'ml-prod' })),
  );

  test.each(
    served
      .map((wish) => ({ ...wish, namespace: 'ml-prod' }))
      .map((wish) => [title(wish), wish] as const),
  )('is told yes by kubectl auth can-i %s', async (_, wish) =>
    expect(await canI(wish)).toBe('yes'),
  );

  test('is told no in another namespace', async () => {
    expect(await canI({ group: '', resource: 'pods', verb: 'get', namespace: 'ml-dev' })).toBe(
      'no',
    );
  });
});
