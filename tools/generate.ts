/** Writes what is generated from the values' schema: `npm run generate`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generatedFiles } from './generate/files';

for (const [file, content] of generatedFiles()) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
