import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCluster } from '../build';
import { cachedFolder, makeOnce } from '../cache';
import { buildGo, type GoProgram } from '../go-program';
import { PAUSE_IMAGE } from './container-runtime';
import type { NodePrograms } from './node';

const CLUSTER = join(__dirname, '..');

const ADDONS: GoProgram = {
  name: 'addons',
  title: 'CoreDNS and metrics-server',
  folder: join(CLUSTER, 'addons'),
  sources: ['go.mod', 'go.sum', 'main.go'].map((file) => join(CLUSTER, 'addons', file)),
  parts: ['coredns', 'metrics-server'],
  flags: ['-trimpath', '-buildvcs=false', '-ldflags', '-s -w'],
};

const PAUSE: GoProgram = {
  name: 'pause',
  title: 'the pause program',
  folder: join(CLUSTER, 'pause'),
  sources: [join(CLUSTER, 'pause', 'main.go')],
  parts: ['pause'],
  flags: ['-trimpath', '-buildvcs=false', '-ldflags', '-s -w'],
};

/**
 * Builds what a node needs.
 *
 * @throws Error where Go is missing or can't build it
 */
export function buildNode(): NodePrograms {
  return { cluster: buildCluster(), addons: buildGo(ADDONS), pauseImage: buildPauseImage() };
}

/** An image of one file, in the form of `docker save`. */
export function buildPauseImage(): string {
  const program = join(buildGo(PAUSE), 'pause');
  const folder = cachedFolder('pause-image', [readFileSync(program), PAUSE_IMAGE]);
  makeOnce(folder, (work) => {
    mkdirSync(join(work, 'root'));
    copyFileSync(program, join(work, 'root', 'pause'));
    tar(work, 'layer.tar', ['-C', 'root', 'pause']);
    const layer = createHash('sha256')
      .update(readFileSync(join(work, 'layer.tar')))
      .digest('hex');
    const config = {
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config: { Entrypoint: ['/pause'] },
      rootfs: { type: 'layers', diff_ids: [`sha256:${layer}`] },
    };
    const manifest = [{ Config: 'config.json', RepoTags: [PAUSE_IMAGE], Layers: ['layer.tar'] }];
    writeFileSync(join(work, 'config.json'), JSON.stringify(config));
    writeFileSync(join(work, 'manifest.json'), JSON.stringify(manifest));
    tar(work, 'image.tar', ['manifest.json', 'config.json', 'layer.tar']);
    rmSync(join(work, 'root'), { recursive: true });
  });
  return join(folder, 'image.tar');
}

const tar = (cwd: string, file: string, args: readonly string[]) =>
  execFileSync('tar', ['-cf', file, ...args], { cwd });
