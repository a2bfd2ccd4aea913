/** Where the programs of a cluster run. */
export interface Place {
  /** Folder for what they write: it goes with the place. */
  readonly folder: string;
  /** The command that runs another one there, before which it is put; empty on this machine itself. */
  readonly enter: readonly string[];
  /** The same for what needs its network alone, and this machine's files. */
  readonly network: readonly string[];
  /** The address by which a node's pods reach it; without one, it is a cluster without nodes. */
  readonly address?: string;
}
