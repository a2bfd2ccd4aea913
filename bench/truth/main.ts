/** The truth table: `npm run truth`; `npm run truth -- --help` tells its flags. */
import { program } from './cli';

await program().parseAsync();
