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
export interface PartFigures extends WarmFigures {
  /** Loading the library into a process that has cdk8s. */
  readonly import: number;
}

const IMPORT = `
  require('cdk8s');
  const begun = performance.now();
  require('./lib/index.js');
  process.stdout.write(String(performance.now() - begun));`;

/** The parts of the library that a person waits for. */
export function measureParts(rounds: number): PartFigures {
  const { library } = interleaved({ library: [process.execPath, '-e', IMPORT] }, rounds);
  const warm: WarmFigures = JSON.parse(run([process.execPath, appFile('parts'), VALUES]).stdout);
  return { import: medianOf(library, ({ stdout }) => Number(stdout)), ...warm };
}
