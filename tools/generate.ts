/** Writes what is generated from the values' schema: `npm run generate`. */
import { writeFileSync } from 'node:fs';
import { generatedFiles } from './generate/files';

for (const [file, content] of generatedFiles()) writeFileSync(file, content);
