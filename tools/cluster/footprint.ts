import { type Access, kubectl, kubectlOrThrow } from './kubectl';

/** An object that belongs to no namespace, as kubectl names it. */
export interface ClusterWide {
  /** The kind in lower case, such as `namespace`. */
  readonly kind: string;
  readonly name: string;
  /** Text of a manifest that makes it before the tests; without one, a test makes it. */
  readonly manifest?: string;
}

const shown = ({ kind, name }: ClusterWide) => `${kind}/${name}`;

/** The whole of what the tests make outside namespaces of their own. */
export class Footprint {
  readonly #access: Access;
  readonly #objects: readonly ClusterWide[];

  constructor(access: Access, objects: readonly ClusterWide[]) {
    this.#access = access;
    this.#objects = objects;
  }

  /** What it is, a line an object. */
  toString(): string {
    return this.#objects.map((object) => `  ${shown(object)}\n`).join('');
  }

  /**
   * Makes sure that nothing of it is somebody else's.
   *
   * @throws Error with all that exists already
   */
  async refuseExisting(): Promise<void> {
    const found = (await this.#existing()).map(shown);
    if (found.length === 0) return;
    throw new Error(
      `the tests would overwrite what is in the cluster "${this.#access.context}" already: ${found.join(', ')}`,
    );
  }

  /** What of it is there; to ask for each of a hundred names would take seconds. */
  async #existing(): Promise<readonly ClusterWide[]> {
    const kinds = new Set(this.#objects.map(({ kind }) => kind));
    const args = ['get', [...kinds].join(','), '-o', 'name'];
    const lines = (await kubectlOrThrow(this.#access, args)).split('\n');
    // kubectl names the group, too: customresourcedefinition.apiextensions.k8s.io/NAME.
    const names = new Set(lines.map((line) => line.replace(/^([^./]+)[^/]*/, '$1')));
    return this.#objects.filter((object) => names.has(shown(object)));
  }

  /** Makes what has a manifest, and waits until the cluster knows it. */
  async create(): Promise<void> {
    const manifests = this.#objects.flatMap(({ manifest }) => manifest ?? []);
    if (manifests.length > 0)
      await kubectlOrThrow(this.#access, ['create', '-f', '-'], manifests.join('\n---\n'));
    const definitions = this.#objects.filter(({ kind }) => kind === 'customresourcedefinition');
    if (definitions.length > 0) await this.#waitFor(definitions.map(shown));
  }

  /** A definition without any condition yet is an error to `kubectl wait`. */
  async #waitFor(definitions: readonly string[], triesLeft = 50): Promise<void> {
    const args = ['wait', '--for=condition=Established', '--timeout=60s', ...definitions];
    const { status, stderr } = await kubectl(this.#access, args);
    if (status === 0) return;
    if (triesLeft === 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await this.#waitFor(definitions, triesLeft - 1);
  }

  /**
   * Removes all of it that is there. The namespaces take what is in them along; they go before the definitions, since what
   * empties them tries again, ever later, where a kind has gone in the meantime.
   */
  async remove(): Promise<void> {
    const isDefinition = ({ kind }: ClusterWide) => kind === 'customresourcedefinition';
    const objects = await this.#existing();
    await this.#delete(objects.filter((object) => !isDefinition(object)));
    await this.#delete(objects.filter(isDefinition));
  }

  async #delete(objects: readonly ClusterWide[]): Promise<void> {
    if (objects.length === 0) return;
    const flags = ['delete', '--ignore-not-found', '--timeout=120s'];
    const { status, stderr } = await kubectl(this.#access, [...flags, ...objects.map(shown)]);
    if (status !== 0) throw new Error(`not all that the tests made is gone: ${stderr}`);
  }
}
