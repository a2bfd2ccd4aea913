import { runProgram } from './cli/program';

runProgram(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
