/** Stands for `../yaml-library` in the programs, which have the library in their own file. */
import * as yaml from 'yaml';

export const yamlLibrary = () => yaml;
