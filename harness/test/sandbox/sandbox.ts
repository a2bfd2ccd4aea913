import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { CONFIG_DEFAULTS } from 'kvmini-contract/config';
import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { type Ended, PROGRAM } from '../cli/program';
import { newFolder } from '../run/runs';

const SYSTEM = [
  '/usr',
  '/bin',
  '/lib',
  '/lib64',
  '/etc/ssl',
  '/etc/passwd',
  dirname(process.execPath),
];

/** What of a pod is shared by the containers started in it. */
export interface Pod {
  readonly data: string;
  readonly tmp: string;
  readonly home: string;
}

/** A pod's volumes, with the ConfigMap's content. */
export function createPod(): Pod {
  const root = newFolder();
  const [data = '', tmp = '', home = ''] = ['data', 'tmp', 'home'].map((name) => join(root, name));
  for (const folder of [data, tmp, join(home, 'profiles')]) mkdirSync(folder, { recursive: true });
  const benchmark = { ...CONFIG_DEFAULTS.benchmark, defaultProfile: 'tiny', retries: 0 };
  writeFileSync(join(home, 'config.yaml'), stringify({ ...CONFIG_DEFAULTS, benchmark }));
  writeFileSync(
    join(home, 'profiles/tiny.yaml'),
    stringify({ requests: 5, concurrency: 2, maxTokens: 4 }),
  );
  return { data, tmp, home };
}

/** A process in a pod's sandbox. */
export interface Sandboxed {
  readonly ended: Promise<Ended>;
  /** What it has written to stdout so far. */
  readonly shown: () => string;
  /** Sends a signal to the process itself. */
  readonly signal: (signal: NodeJS.Signals) => void;
}

/**
 * Runs a command as the manifests do: uid 65534, no capabilities, a read-only root, `/data` and
 * `/tmp` the only writable places, the ConfigMap read-only at `/opt/kvmini`, as process 1.
 *
 * @param dataBytes makes `/data` a volume of its own of this size instead of the pod's
 */
export function inPod(pod: Pod, command: readonly string[], dataBytes?: number): Sandboxed {
  const data =
    dataBytes === undefined
      ? ['--bind', pod.data, '/data']
      : ['--size', String(dataBytes), '--tmpfs', '/data'];
  const system = [...new Set(SYSTEM)].filter((path) => existsSync(path));
  const args = [
    ...['--unshare-user', '--unshare-pid', '--as-pid-1', '--uid', '65534', '--gid', '65534'],
    ...[
      '--cap-drop',
      'ALL',
      '--die-with-parent',
      '--clearenv',
      '--setenv',
      'PATH',
      '/usr/bin:/bin',
    ],
    ...system.flatMap((path) => ['--ro-bind', path, path]),
    ...['--dev', '/dev', '--proc', '/proc', ...data, '--bind', pod.tmp, '/tmp'],
    ...['--ro-bind', pod.home, '/opt/kvmini', '--ro-bind', dirname(PROGRAM), '/app'],
    ...['--remount-ro', '/', '--chdir', '/opt/kvmini', '--info-fd', '3', ...command],
  ];
  const child = spawn('bwrap', args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [, stdout, stderr, info] = child.stdio.map(collect);
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code, signal) =>
      resolve({ code, signal, stdout: stdout?.() ?? '', stderr: stderr?.() ?? '' }),
    ),
  );
  const signal = (name: NodeJS.Signals) =>
    void process.kill(JSON.parse(info?.() ?? '')['child-pid'], name);
  return { ended, shown: () => stdout?.() ?? '', signal };
}

/** The program in the sandbox. */
export const kvmini = (...args: string[]): string[] => [
  process.execPath,
  '/app/kvmini.cjs',
  ...args,
];

function collect(stream: unknown): () => string {
  let text = '';
  (stream as Readable | null)?.on('data', (data) => {
    text += data;
  });
  return () => text;
}
