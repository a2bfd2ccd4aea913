/** Writes what is generated from the values' schema, and from the types of Kubernetes: `npm run generate`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeDeclarations } from './declarations';
import { TABLE, tableFile } from './generate/kubernetes/table';

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** The page of the public API is made of the declarations, which follow from all of the sources. */
async function writeApiPage(): Promise<void> {
  const { apiPage } = await import('./generate/api/page');
  const declarations = mkdtempSync(join(tmpdir(), 'kvmini-api-'));
  try {
    writeDeclarations(declarations);
    write('docs/api.md', apiPage(declarations));
  } finally {
    rmSync(declarations, { recursive: true });
  }
}

async function generate(): Promise<void> {
  // The schema is made of it, so it comes before all that is made of the schema.
  write(TABLE, tableFile());
  const { generatedFiles } = await import('./generate/files');
  for (const [file, content] of generatedFiles()) write(file, content);
  await writeApiPage();
}

void generate();
