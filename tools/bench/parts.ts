import { appFile } from './apps';
import { VALUES } from './commands';
import { interleaved, medianOf, run } from './processes';

/** Parts of the library in a warm process, in milliseconds. */
export interface WarmFigures {
  /** A values file and three flags, to checked values. */
  readonly values: number;
  /** The same for values that are there already. */
  readonly resolve: number;
  /** Values with 50 problems, to the whole message. */
  readonly refusal: number;
}

/** Parts of the library by themselves, in milliseconds. */
export interface PartFigures extends WarmFigures, ImportFigures {}

/** What a program waits for that imports the library, in milliseconds. */
interface ImportFigures {
  /** Loading cdk8s. */
  readonly cdk8s: number;
  /** Loading the library into a process that has cdk8s. */
  readonly import: number;
  /** Compiling the library's text, which is part of that. */
  readonly compile: number;
}

const IMPORT = `
  const time = (act) => {
    const begun = performance.now();
    act();
    return performance.now() - begun;
  };
  const cdk8s = time(() => require('cdk8s'));
  const library = time(() => require('./lib/index.js'));
  const text = require('node:fs').readFileSync('./lib/index.js', 'utf8');
  const { Script } = require('node:vm');
  // Another text to V8, which would have the code of the same one at hand.
  const compile = time(() => new Script('0;' + text));
  process.stdout.write(JSON.stringify({ cdk8s, import: library, compile }));`;

/** The parts of the library that a person waits for. */
export function measureParts(rounds: number): PartFigures {
  const { library } = interleaved({ library: [process.execPath, '-e', IMPORT] }, rounds);
  const warm: WarmFigures = JSON.parse(run([process.execPath, appFile('parts'), VALUES]).stdout);
  const loads = library.map(({ stdout }) => JSON.parse(stdout) as ImportFigures);
  const loading: ImportFigures = {
    cdk8s: medianOf(loads, (load) => load.cdk8s),
    import: medianOf(loads, (load) => load.import),
    compile: medianOf(loads, (load) => load.compile),
  };
  return { ...loading, ...warm };
}
