/** What is read of pods and events; an API server gives more. */

/** A map of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a part of a container's state says. */
interface StateOf {
  readonly reason?: string;
  readonly message?: string;
  readonly exitCode?: number;
}

/** How a container is. */
export interface ContainerStatus {
  readonly name: string;
  readonly imageID?: string;
  readonly state?: { readonly waiting?: StateOf; readonly terminated?: StateOf };
}

/** A volume's place in a container. */
export interface Mount extends Fields {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
}

/** A container. */
export interface Container extends Fields {
  readonly name: string;
  readonly volumeMounts?: readonly Mount[];
}

/** A volume. */
export interface Volume extends Fields {
  readonly name: string;
}

/** A pod. */
export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Fields & {
    readonly containers: readonly Container[];
    readonly volumes?: readonly Volume[];
    readonly nodeName?: string;
  };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly podIP?: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly message?: string;
    }[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

/** What happened to an object. */
export interface Event {
  readonly reason?: string;
  readonly message?: string;
}
