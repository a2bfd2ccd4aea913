import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MOUNTS } from 'kvmini-contract/pod-layout';
import { RunError } from '../errors';

const NAME = 'kvmini.sock';
const OTHERS = 0o077;

/**
 * Where a run and `kvmini serve` meet; `KVMINI_SOCKET` names another place.
 *
 * In a pod that is `/tmp`, which is the pod's own. Elsewhere `/tmp` is everybody's: there it is a folder of the user's.
 */
export function socketPath(env: NodeJS.ProcessEnv): string {
  if (env.KVMINI_SOCKET) return env.KVMINI_SOCKET;
  if (env.KUBERNETES_SERVICE_HOST) return join(MOUNTS.tmp, NAME);
  const own = env.XDG_RUNTIME_DIR || join(tmpdir(), `kvmini-${process.getuid?.() ?? ''}`);
  return join(own, NAME);
}

/**
 * The same for `serve`, which makes the folder.
 *
 * @throws RunError where others could write in it
 */
export function ownSocketPath(env: NodeJS.ProcessEnv): string {
  const path = socketPath(env);
  const folder = dirname(path);
  if (!isGiven(env)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(folder)) {
      throw new RunError(
        `${folder}: expected a folder of your own that nobody else can open; name another place with KVMINI_SOCKET`,
      );
    }
  }
  return path;
}

/** The same for a run: nothing where somebody else could be listening. */
export function trustedSocketPath(env: NodeJS.ProcessEnv): string | undefined {
  const path = socketPath(env);
  return isGiven(env) || isOwn(dirname(path)) ? path : undefined;
}

/** Whether the user or the pod says where: they know whose it is. */
const isGiven = (env: NodeJS.ProcessEnv) =>
  Boolean(env.KVMINI_SOCKET || env.KUBERNETES_SERVICE_HOST);

function isOwn(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return false;
  return found.uid === process.getuid?.() && (found.mode & OTHERS) === 0;
}
