import { type ESTree, parseSync } from 'vite';

/** A node of the syntax tree, with where it starts and ends in the text. */
export type Node = ESTree.Node;

/** A node, and where in the tree it stands. */
export interface Place<Found extends Node = Node> {
  readonly node: Found;
  readonly parent: Place | undefined;
  /** The parent's key that holds it. */
  readonly key: string;
}

/** TypeScript's additions that hold code which runs; the others are types. */
const TYPESCRIPT_THAT_RUNS: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSParameterProperty',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
]);

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

const isType = ({ type }: Node) => type.startsWith('TS') && !TYPESCRIPT_THAT_RUNS.has(type);

/** Whether a child only names something: a module, a key. A template's texts are seen with the template. */
function isName(parent: Node, key: string): boolean {
  switch (parent.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return true;
    case 'ExportNamedDeclaration':
      return key !== 'declaration';
    case 'ImportExpression':
      return key === 'source';
    case 'Property':
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return key === 'key' && !parent.computed;
    case 'TaggedTemplateExpression':
      return key === 'quasi';
    default:
      return key === 'quasis';
  }
}

function* below(place: Place): Generator<Place> {
  yield place;
  for (const [key, value] of Object.entries(place.node)) {
    if (isName(place.node, key)) continue;
    for (const node of Array.isArray(value) ? value : [value]) {
      if (isNode(node) && !isType(node)) yield* below({ node, parent: place, key });
    }
  }
}

/**
 * Every node of a TypeScript file that runs, parents first: no types, names of modules or plain keys.
 *
 * @throws Error where the text is no TypeScript
 */
export function placesOf(file: string, text: string): readonly Place[] {
  const { program, errors } = parseSync(file, text, { lang: 'ts', preserveParens: false });
  const [error] = errors;
  if (error) throw new Error(`${file}: expected TypeScript: ${error.message}`);
  return [...below({ node: program, parent: undefined, key: '' })];
}

/** Whether a node stands in a place; narrows the place's type. */
export const isAt = <Type extends Node['type']>(
  place: Place | undefined,
  type: Type,
): place is Place<Extract<Node, { type: Type }>> => place?.node.type === type;
