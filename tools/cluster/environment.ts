import type { Access } from './kubectl';

/** The variables by which `npm run test:cluster` tells its tests where the cluster is, and how many value sets to try. */
const NAMES = {
  kubectl: 'KVMINI_TEST_KUBECTL',
  kubeconfig: 'KVMINI_TEST_KUBECONFIG',
  context: 'KVMINI_TEST_CONTEXT',
  socket: 'KVMINI_TEST_API',
  sets: 'KVMINI_TEST_SETS',
  resultFile: 'KVMINI_TEST_RESULT',
} as const;

/** What the tests are told. */
export interface ClusterUnderTest {
  readonly access: Access;
  /** A Unix socket that takes the API's requests as plain HTTP. */
  readonly socket: string;
  /** How many value sets the differential property tries. */
  readonly sets: number;
  /** The page that its result is written to. */
  readonly resultFile?: string | undefined;
}

const DEFAULT_SETS = 300;

/** The variables that say it. */
export function toEnvironment({
  access,
  socket,
  sets,
  resultFile,
}: Omit<ClusterUnderTest, 'sets'> & { sets?: number | undefined }): NodeJS.ProcessEnv {
  return {
    [NAMES.kubectl]: access.kubectl,
    [NAMES.context]: access.context,
    [NAMES.socket]: socket,
    ...(access.kubeconfig !== undefined && { [NAMES.kubeconfig]: access.kubeconfig }),
    ...(resultFile !== undefined && { [NAMES.resultFile]: resultFile }),
    ...(sets !== undefined && { [NAMES.sets]: String(sets) }),
  };
}

/**
 * The cluster that this run of the tests is for.
 *
 * @throws Error where nobody named one
 */
export function clusterUnderTest(): ClusterUnderTest {
  const { [NAMES.kubectl]: path, [NAMES.context]: context, [NAMES.socket]: socket } = process.env;
  if (!path || !context || !socket)
    throw new Error('these tests need a cluster: run them by `npm run test:cluster`');
  const access = { kubectl: path, context, kubeconfig: process.env[NAMES.kubeconfig] };
  return {
    access,
    socket,
    sets: Number(process.env[NAMES.sets] ?? DEFAULT_SETS),
    resultFile: process.env[NAMES.resultFile],
  };
}
