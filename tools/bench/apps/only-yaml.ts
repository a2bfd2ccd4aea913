/** A process that parses a values file and writes a harness's objects: what the YAML library alone costs the command. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { print } from '../../../src/cli/print';
import { toYaml } from '../../../src/cli/to-yaml';

const [valuesFile = '', objectsFile = ''] = process.argv.slice(2);
parse(readFileSync(valuesFile, 'utf8'));
const objects: unknown[] = JSON.parse(readFileSync(objectsFile, 'utf8'));
print(objects.map(toYaml).join('---\n'));
