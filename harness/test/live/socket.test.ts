import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownSocketPath, socketPath, trustedSocketPath } from '../../src/live/socket';
import { newFolder } from '../run/runs';

const BOTH = [ownSocketPath, trustedSocketPath];

test('KVMINI_SOCKET says where, then the pod', () => {
  for (const path of [socketPath, ...BOTH]) {
    expect(path({ KVMINI_SOCKET: '/a/b', KUBERNETES_SERVICE_HOST: '10.0.0.1' })).toBe('/a/b');
    expect(path({ KUBERNETES_SERVICE_HOST: '10.0.0.1' })).toBe('/tmp/kvmini.sock');
  }
});

test('outside of a pod it is a folder of the user', () => {
  const XDG_RUNTIME_DIR = newFolder();
  for (const path of [socketPath, ...BOTH]) {
    expect(path({ XDG_RUNTIME_DIR })).toBe(join(XDG_RUNTIME_DIR, 'kvmini.sock'));
  }
  expect(socketPath({})).toBe(join(tmpdir(), `kvmini-${process.getuid?.()}`, 'kvmini.sock'));
});

test('serve makes the folder so that nobody else can open it; a run makes none', () => {
  const folder = join(newFolder(), 'own');
  expect(trustedSocketPath({ XDG_RUNTIME_DIR: folder })).toBeUndefined();
  expect(existsSync(folder)).toBe(false);
  expect(ownSocketPath({ XDG_RUNTIME_DIR: folder })).toBe(join(folder, 'kvmini.sock'));
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('a folder that others can open, or a link, is refused by serve and not used by a run', () => {
  const root = newFolder();
  const open = join(root, 'open');
  mkdirSync(open);
  const link = join(root, 'link');
  symlinkSync(newFolder(), link);
  for (const mode of [0o701, 0o710, 0o770, 0o777]) {
    chmodSync(open, mode);
    for (const folder of [open, link]) {
      expect(() => ownSocketPath({ XDG_RUNTIME_DIR: folder })).toThrow(
        `${folder}: expected a folder of your own that nobody else can open`,
      );
      expect(trustedSocketPath({ XDG_RUNTIME_DIR: folder })).toBeUndefined();
    }
  }
});
