import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifests } from '../resources';
import { namespace } from '../resources/namespace';
import { manifestYaml } from './manifest-yaml';
import { print } from './print';
import { commandLineRelease } from './release';
import type { ReleaseFlags } from './release-flags';

/** The flags of `template`. */
export interface TemplateFlags extends ReleaseFlags {
  readonly outputDir?: string;
}

/** Prints the manifests, or writes them to a file named after the release. */
export function template(releaseName: string, flags: TemplateFlags): void {
  const release = commandLineRelease(releaseName, flags);
  const objects = Object.values(manifests(release)).filter((object) => object !== undefined);
  const all = flags.createNamespace ? [namespace(release.namespace), ...objects] : objects;
  const yaml = manifestYaml(all);
  if (flags.outputDir === undefined) print(yaml);
  else writeManifests(flags.outputDir, releaseName, yaml);
}

function writeManifests(outputDir: string, releaseName: string, yaml: string): void {
  const file = join(outputDir, `${releaseName}.k8s.yaml`);
  mkdirSync(outputDir, { recursive: true });
  writeFileSync(file, yaml);
  print(`wrote ${file}\n`);
}
