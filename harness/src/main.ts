import { runProgram } from './cli/program';
import { outliveReaders } from './cli/streams';
import { EXIT } from './errors';

const lostOutput = outliveReaders();

runProgram(process.argv.slice(2)).then((code) => {
  const lost = lostOutput();
  if (lost !== undefined) process.stderr.write(`kvmini: output was lost: ${lost}\n`);
  process.exitCode = code === EXIT.done && lost !== undefined ? EXIT.failed : code;
});
