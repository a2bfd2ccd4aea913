/** A process that reads a command line and does nothing else: what the command's parser costs it. */
import { Command } from 'commander';
import { addReleaseFlags } from '../../../src/cli/release-flags';

const command = new Command('template').argument('<release>').action(() => undefined);
addReleaseFlags(command).parse(['bench', '--namespace', 'benchmark'], { from: 'user' });
