import type { Command } from 'commander';
import { CHART } from '../../chart/chart';
import { pathOf } from './path';

/** A sentence of the tables as a terminal shows it. */
export const plain = (markdown: string): string => markdown.replaceAll('`', '');

/** A DNS name, as releases have; other words may be anything, and are not shown again. */
const RELEASE = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** A sentence with the name of the release for `NAME`, where one of the words may be that. */
export function named(sentence: string, words: readonly string[]): string {
  const [release] = words.filter((word) => RELEASE.test(word));
  return release === undefined ? sentence : sentence.replaceAll(/\bNAME\b/g, release);
}

const COMES_WITH_IT = `kvmini ${CHART.version} comes with this command`;

/** Whether a word is what Helm takes for a chart, and no release could be called. */
const isChart = (word: string) => /[/\\:]|^\.+$|\.tgz$/.test(word);

/** What is said of a word too many: mostly a chart, or a part of a `--set` after a blank. */
function tooMany(command: Command, word: string, release: string | undefined): string {
  const line = [pathOf(command), release].filter((one) => one !== undefined).join(' ');
  const [name, ...value] = word.split('=');
  if (value.length > 0)
    return `${name}=…: it belongs to no flag; put --set before it, or quotes around the flag's whole value`;
  if (/\.ya?ml$/.test(word))
    return `${word}: a word too many; several values files have commas between them, as -f a.yaml,${word}`;
  return `${word}: a word too many; no chart is named here, ${COMES_WITH_IT}; type ${line} …`;
}

/** What is said where an argument is missing. */
export function missingWord(command: Command, words: readonly string[]): readonly string[] {
  const missing = command.registeredArguments[words.length];
  if (!missing?.required) return [];
  const choices = missing.argChoices?.join(' or ') ?? 'NAME';
  return [`${missing.description} is missing; type ${pathOf(command)} ${choices}`];
}

/** What is wrong with the words of a command line that are no flags. */
export function wordProblems(command: Command, words: readonly string[]): readonly string[] {
  const { registeredArguments: wanted } = command;
  const [first, ...others] = words;
  const isRelease = wanted.length > 0 && wanted[0]?.argChoices === undefined;
  if (isRelease && others.length === 0 && first !== undefined && isChart(first))
    return [`${first}: a chart, and ${COMES_WITH_IT}; name the release: ${pathOf(command)} NAME …`];
  const release = wanted.length > 0 ? first : undefined;
  return words.slice(wanted.length).map((word) => tooMany(command, word, release));
}
