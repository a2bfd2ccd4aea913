import { join } from 'node:path';
import { CHART } from '../chart/chart';
import { isAskedFor, type KindFlags } from './kinds';
import { manifestYaml } from './manifest-yaml';
import { print, warn } from './print';
import { releaseOrNone } from './release';
import type { ReleaseFlags } from './release-flags';
import { showOnly } from './show-only';
import { type TemplateFile, templateFiles } from './template-files';
import { writeFiles } from './write-files';

/** The flags of `template`. */
export interface TemplateFlags extends ReleaseFlags, KindFlags {
  readonly showOnly?: readonly string[];
  readonly outputDir?: string;
  readonly releaseName?: boolean;
}

/**
 * Prints the manifests, or writes them to a file a template.
 *
 * @throws Error of the system, with the file's path
 */
export function template(releaseName: string, flags: TemplateFlags): void {
  const release = releaseOrNone(releaseName, flags);
  if (release === undefined) return;
  const files = chosen(templateFiles(release, flags.createNamespace), flags);
  if (flags.outputDir === undefined) print(manifestYaml(files.flatMap((file) => file.manifests)));
  else
    write(flags.outputDir, flags.releaseName ? join(releaseName, CHART.name) : CHART.name, files);
}

/** The files and the objects in them that the flags ask for. */
function chosen(all: readonly TemplateFile[], flags: TemplateFlags): readonly TemplateFile[] {
  const isWanted = isAskedFor(
    flags,
    all.flatMap(({ manifests }) => manifests),
  );
  const files = flags.showOnly ? showOnly(all, flags.showOnly) : all;
  const left = files.map((file) => ({ ...file, manifests: file.manifests.filter(isWanted) }));
  if (left.every(({ manifests }) => manifests.length === 0))
    warn('with these values and flags there is no object to print');
  return left;
}

/** Writes as Helm does: a folder of the chart, and in it a file a template. */
function write(outputDir: string, folder: string, files: readonly TemplateFile[]): void {
  const output = files
    .filter(({ manifests }) => manifests.length > 0)
    .map(({ name, manifests }) => ({ path: join(folder, name), content: manifestYaml(manifests) }));
  for (const path of writeFiles(outputDir, output)) print(`wrote ${path}\n`);
}
