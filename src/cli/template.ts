import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CHART } from '../chart/chart';
import { isAskedFor, type KindFlags } from './kinds';
import { manifestYaml } from './manifest-yaml';
import { print, warn } from './print';
import { releaseOrNone } from './release';
import type { ReleaseFlags } from './release-flags';
import { showOnly } from './show-only';
import { FILE_NAMES, type TemplateFile, templateFiles } from './template-files';
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
  else {
    const folder = flags.releaseName ? join(releaseName, CHART.name) : CHART.name;
    const written = write(flags.outputDir, folder, files);
    if (isWhole(flags)) warnOfLeftOver(join(flags.outputDir, folder), written);
  }
}

/** Whether all objects are asked for, so that a file without one is of no use. */
const isWhole = ({ showOnly, only, without }: TemplateFlags) =>
  showOnly === undefined && only === undefined && without === undefined;

/** What an earlier run wrote and this one has no object for would be applied again with the rest of the folder. */
function warnOfLeftOver(folder: string, written: readonly string[]): void {
  const paths = new Set(FILE_NAMES.map((name) => join(folder, name)));
  const left = [...paths].filter((path) => !written.includes(path) && existsSync(path));
  if (left.length === 0) return;
  warn(
    `${left.join(', ')}: with these values and flags there is no such object; remove what an earlier run has left`,
  );
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

/**
 * Writes as Helm does: a folder of the chart, and in it a file a template.
 *
 * @returns the paths of the files
 */
function write(
  outputDir: string,
  folder: string,
  files: readonly TemplateFile[],
): readonly string[] {
  const output = files
    .filter(({ manifests }) => manifests.length > 0)
    .map(({ name, manifests }) => ({ path: join(folder, name), content: manifestYaml(manifests) }));
  const paths = writeFiles(outputDir, output);
  for (const path of paths) print(`wrote ${path}\n`);
  return paths;
}
