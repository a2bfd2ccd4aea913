import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { namespace } from '../resources/namespace';
import { releaseObjects } from '../resources/release-objects';
import { isAskedFor, type KindFlags } from './kinds';
import { makeFolder } from './make-folder';
import { manifestYaml } from './manifest-yaml';
import { print } from './print';
import { commandLineRelease } from './release';
import type { ReleaseFlags } from './release-flags';

/** The flags of `template`. */
export interface TemplateFlags extends ReleaseFlags, KindFlags {
  readonly outputDir?: string;
}

/**
 * Prints the manifests, or writes them to a file named after the release.
 *
 * @throws Error of the system, with the file's path
 */
export function template(releaseName: string, flags: TemplateFlags): void {
  const release = commandLineRelease(releaseName, flags);
  const objects = releaseObjects(release).all;
  const all = flags.createNamespace ? [namespace(release.namespace), ...objects] : objects;
  const yaml = manifestYaml(all.filter(isAskedFor(flags, all)));
  if (flags.outputDir === undefined) print(yaml);
  else writeManifests(flags.outputDir, releaseName, yaml);
}

function writeManifests(outputDir: string, releaseName: string, yaml: string): void {
  const file = join(outputDir, `${releaseName}.k8s.yaml`);
  try {
    makeFolder(outputDir);
    writeFileSync(file, yaml);
  } catch (error) {
    // The system does not always say which file it was: not where the disk is full.
    (error as Error).message = `${file} cannot be written: ${(error as Error).message}`;
    throw error;
  }
  print(`wrote ${file}\n`);
}
