import type { Command } from 'commander';

/** A command as it is typed, such as `cdk8s-kvmini template`. */
export function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}
