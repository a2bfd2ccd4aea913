import { clusterUnderTest } from '../../tools/cluster/environment';
import { kubectlOrThrow, kubectl as run } from '../../tools/cluster/kubectl';

/** The cluster of this run. */
export const { access, socket, sets, resultFile } = clusterUnderTest();

/** Runs kubectl against it, with text on its standard input. */
export const kubectl = (args: readonly string[], input = '') => run(access, args, input);

/** The same where nothing may go wrong: what it prints. */
export const kubectlPrints = (args: readonly string[], input = '') =>
  kubectlOrThrow(access, args, input);
