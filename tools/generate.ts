/** Writes what is generated from the values' schema, and from the types of Kubernetes: `npm run generate`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { TABLE, tableFile } from './generate/kubernetes/table';

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

async function generate(): Promise<void> {
  // The schema is made of it, so it comes before all that is made of the schema.
  write(TABLE, tableFile());
  const { generatedFiles } = await import('./generate/files');
  for (const [file, content] of generatedFiles()) write(file, content);
}

void generate();
