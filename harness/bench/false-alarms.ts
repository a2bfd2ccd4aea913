import { Command } from 'commander';
import { falseAlarms, power } from './false-alarms/tables';

const { pairs } = new Command('false-alarms')
  .description(
    'How often `kvmini compare` finds a change where there is none, and where there is one',
  )
  .option('--pairs <count>', 'Pairs of runs in each cell', '2000')
  .parse()
  .opts<{ pairs: string }>();

for (const line of falseAlarms(Number(pairs))) process.stdout.write(`${line}\n`);
process.stdout.write('\n');
for (const line of power(Math.ceil(Number(pairs) / 10))) process.stdout.write(`${line}\n`);
