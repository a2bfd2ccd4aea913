import { setFlagsFromString } from 'node:v8';
import { runProgram } from './cli/program';
import { outliveReaders } from './cli/streams';
import { EXIT } from './errors';

// V8 puts objects of kinds that outlived a collection into its old generation at once. After the burst of a warm-up it
// does so with whatever belongs to a request, and then stops the load for tens of milliseconds to clear that away.
setFlagsFromString('--no-allocation-site-pretenuring');

const lostOutput = outliveReaders();

runProgram(process.argv.slice(2)).then((code) => {
  const lost = lostOutput();
  if (lost !== undefined) process.stderr.write(`kvmini: output was lost: ${lost}\n`);
  process.exitCode = code === EXIT.done && lost !== undefined ? EXIT.failed : code;
});
