import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** A package of which something is in the bundle. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The texts of its licence and notices; empty where the package brings none. */
  readonly texts: readonly string[];
}

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([-._].*)?$/i;

/** The folder of the package that a bundled file is of; `undefined` for the project's own files. */
function packageFolder(path: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

function read(folder: string): Bundled {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { name, version, license: typeof license === 'string' ? license : 'see below', texts };
}

/**
 * All packages of which the bundle has a file, by name.
 *
 * @param root what the metafile's paths begin at
 */
export function bundledPackages({ outputs }: Metafile, root: string): Bundled[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  // `kvmini-contract` is a link to the project's own files.
  const found = [...folders]
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map(read);
  return found.sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

const RULE = '='.repeat(78);

/** The notices of the bundle: each package with its version, its licence and the licence's text. */
export function notices(packages: readonly Bundled[]): string {
  const head = 'The program kvmini.cjs contains these packages, each under its own licence.';
  const parts = packages.map(({ name, version, license, texts }) => {
    const none = `(The package has no file with its licence's text: ${license}.)`;
    return [
      RULE,
      `${name} ${version}`,
      `Licence: ${license}`,
      '',
      ...(texts.length ? texts : [none]),
    ];
  });
  return `${[head, '', ...parts.flatMap((part) => [...part, ''])].join('\n')}`;
}
