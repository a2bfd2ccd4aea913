import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';
/** What a kubelet limits. */
const CONTROLLERS = ['cpuset', 'cpu', 'io', 'memory', 'hugetlb', 'pids'];
/** How names begin of what belongs to a node: the id of the process that owns it follows. */
export const NAME = 'kvmini-node-';
const ATTEMPTS = 100;

/** Whether something of this name belongs to a node whose process is no more. */
export function isOver(name: string): boolean {
  const [, pid] = new RegExp(`^${NAME}(\\d+)(-|$)`).exec(name) ?? [];
  return pid !== undefined && !existsSync(`/proc/${pid}`);
}

/** The control group under which the kubelet makes those of its pods, in each hierarchy that this machine has. */
export class ControlGroup {
  readonly name = `${NAME}${process.pid}`;

  /** Makes it. */
  create(): void {
    for (const hierarchy of hierarchies()) {
      delegate(hierarchy);
      mkdirSync(join(hierarchy, this.name), { recursive: true });
    }
  }

  /** Removes those of processes that were killed. */
  static removeLeftovers(): void {
    for (const hierarchy of hierarchies())
      for (const name of readdirSync(hierarchy).filter(isOver)) removeTree(join(hierarchy, name));
  }

  /** Removes it, with all below it. */
  remove(): void {
    for (const hierarchy of hierarchies()) removeTree(join(hierarchy, this.name));
  }
}

/** One with version 2, one a controller with version 1. */
function hierarchies(): string[] {
  const folders = [ROOT, ...readdirSync(ROOT).map((name) => join(ROOT, name))];
  return folders.filter(
    (folder) => existsSync(join(folder, 'cgroup.clone_children')) || isUnified(folder),
  );
}

const isUnified = (folder: string) =>
  existsSync(join(folder, 'cgroup.subtree_control')) && !existsSync(join(folder, 'cgroup.type'));

/** With version 2, groups have the controllers that the one above hands on. */
function delegate(hierarchy: string): void {
  const file = join(hierarchy, 'cgroup.controllers');
  if (!existsSync(file)) return;
  const available = readFileSync(file, 'utf8').trim().split(' ');
  for (const controller of CONTROLLERS.filter((name) => available.includes(name)))
    writeFileSync(join(hierarchy, 'cgroup.subtree_control'), `+${controller}`);
}

function removeTree(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeTree(join(folder, entry.name));
  removeWhenEmpty(folder);
}

/** A process that has just ended is in its group for a moment. */
function removeWhenEmpty(folder: string): void {
  for (let attempt = 0; ; attempt++) {
    try {
      rmdirSync(folder);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || (error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
