import type { Access } from '../kubectl';
import type { OneNodeCluster } from './node';

/** The variables by which `npm run test:node` tells its tests where the node is. */
const NAMES = {
  access: 'KVMINI_TEST_NODE_ACCESS',
  network: 'KVMINI_TEST_NODE_NETWORK',
  folder: 'KVMINI_TEST_NODE_FOLDER',
} as const;

/** What the tests are told. */
export interface NodeUnderTest {
  readonly access: Access & { readonly kubeconfig: string };
  /** The command that runs another one in the node's network. */
  readonly network: readonly string[];
  /** A folder that goes with the node; a `kubectl` is in it. */
  readonly folder: string;
}

/** The variables that say it. */
export function nodeEnvironment({ access, machine }: OneNodeCluster): NodeJS.ProcessEnv {
  return {
    [NAMES.access]: JSON.stringify(access),
    [NAMES.network]: JSON.stringify(machine.network),
    [NAMES.folder]: machine.folder,
  };
}

/**
 * The node that this run of the tests is for.
 *
 * @throws Error where there is none
 */
export function nodeUnderTest(): NodeUnderTest {
  const [access, network, folder] = Object.values(NAMES).map((name) => process.env[name]);
  if (!access || !network || !folder)
    throw new Error('these tests need a node: run them by `npm run test:node`');
  return { access: JSON.parse(access), network: JSON.parse(network), folder };
}
