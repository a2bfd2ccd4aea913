/** `kvmini cold` as a process of its own, against the cluster that its first argument says. */
import { coldCommand } from '../../../harness/src/cli/cold';
import { outliveReaders } from '../../../harness/src/cli/streams';

// As the program itself does.
outliveReaders();
const [cluster = '', flags = ''] = process.argv.slice(2);

coldCommand(JSON.parse(flags), JSON.parse(cluster)).then(
  (code) => process.exit(code),
  (error: Error & { exitCode?: number }) => {
    process.stderr.write(`kvmini: ${error.message}\n`);
    process.exit(error.exitCode ?? 99);
  },
);
