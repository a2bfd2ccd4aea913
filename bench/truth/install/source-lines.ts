import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Installed, SourceLine, Tool } from '../tools/tool';

/** The packages of the environment that a program of Python is installed in. */
function sitePackages({ program: [program = ''] }: Installed): string {
  const lib = join(dirname(program), '../lib');
  const python = readdirSync(lib).find((name) => name.startsWith('python'));
  if (python === undefined) throw new Error(`${lib}: expected a folder python3.x`);
  return join(lib, python, 'site-packages');
}

function problemOf(packages: string, { file, line, names }: SourceLine): string[] {
  const path = join(packages, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8').split('\n')[line - 1] : undefined;
  return text?.includes(names) ? [] : [`${file}:${line}: expected a line that names ${names}`];
}

/**
 * Holds the lines that explain a tool's differences against what is installed.
 *
 * @throws Error with every line that is another one now
 */
export function checkSourceLines({ name, differences }: Tool, installed: Installed): void {
  if (differences.length === 0) return;
  const packages = sitePackages(installed);
  const problems = differences.flatMap(({ source }) => problemOf(packages, source));
  if (problems.length > 0) {
    const what = `${name} ${installed.version} is not the one whose lines are named in bench/truth/tools/${name}.ts`;
    throw new Error([`${what}; look them up again:`, ...problems].join('\n'));
  }
}
