import { freeze } from '../freeze';
import { settings } from './settings';

type Tree = { [key: string]: unknown };

function build(): Tree {
  const root: Tree = {};
  const sections = new Map<string, Tree>([['', root]]);
  for (const setting of settings()) {
    const parent = sections.get(setting.path.slice(0, -1).join('.')) ?? root;
    const key = setting.path[setting.path.length - 1] ?? '';
    if (setting.isSection) {
      const section: Tree = {};
      parent[key] = section;
      sections.set(setting.path.join('.'), section);
    } else if (setting.default !== undefined) {
      parent[key] = setting.default;
    }
  }
  return freeze(root);
}

let built: Tree | undefined;

/** The chart's defaults, as its `values.yaml` holds them; built once, frozen. */
export function defaultValues(): Readonly<Tree> {
  built ??= build();
  return built;
}
