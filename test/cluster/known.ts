/** A disagreement that is meant. */
export interface Known {
  /** What the library says of the value's path, or the API server of the object. */
  readonly says: RegExp;
  /** The paths of the values. */
  readonly path: RegExp;
  readonly why: string;
}

/** What the library refuses, and the API server takes. */
export const STRICTER: readonly Known[] = [
  {
    says: /^expected a DNS name/,
    path: /^persistence\.existingClaim$/,
    why: 'stricter: no claim can have that name, so the pod would wait for ever',
  },
  {
    says: /unknown key|expected the name of a Secret|expected a map/,
    path: /^imagePullSecrets\[\d+\](\.\w+)?$/,
    why: 'stricter: the chart renders the name of a pull secret and nothing else',
  },
  {
    says: /^expected an image name/,
    path: /^image\.repository$/,
    why: 'stricter: no image has an empty name, so the pod would wait for ever',
  },
  {
    says: /since type is Localhost, found an empty string$/,
    path: /\.localhostProfile$/,
    why: 'stricter: an empty name is no file, so the container would not start',
  },
  {
    says: /^expected a user other than root, since runAsNonRoot is set/,
    path: /^(podS|s)ecurityContext\.runAsUser$/,
    why: 'stricter: a kubelet starts no root where runAsNonRoot is set',
  },
  {
    says: /^expected the name of a Secret/,
    path: /ecretRef\.name$/,
    why: 'stricter: no Secret can have that name, so the volume would not be mounted',
  },
  {
    says: /unknown key/,
    path: /^resources\.\w+$/,
    why: 'stricter: the chart renders requests and limits, and nothing else of resources',
  },
];

/** What the API server refuses, and the library takes. */
export const LOOSER: readonly Known[] = [];
