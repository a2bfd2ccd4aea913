import { version } from '../package.json';

/** The version of the harness, as its package says. */
export const VERSION: string = version;
