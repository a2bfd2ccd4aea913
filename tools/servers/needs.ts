import { spawnSync } from 'node:child_process';
import { missing } from '../missing';
import { hasPython } from './install.mjs';

/** The variable that says that real vLLM is wanted: 6 GB, and ten minutes. */
export const VLLM = 'KVMINI_TEST_VLLM';

const OPEN_SNIFFER = 'import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)';

/**
 * Whether this machine can install real servers and see the packets on loopback.
 *
 * @returns `false` where it can't, after a loud line: the caller skips its tests
 * @throws Error where it can't and `CI` is set
 */
export function canRunServers(): boolean {
  if (!hasPython())
    return missing('python3 with venv (Debian: python3, python3-venv) is missing: no real server');
  if (spawnSync('python3', ['-c', OPEN_SNIFFER], { stdio: 'ignore' }).status !== 0)
    return missing('CAP_NET_RAW is missing (run as root): packets on loopback are not seen');
  return true;
}
