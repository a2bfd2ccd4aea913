/** The value of a Kubernetes label, where it is not empty. */
export const FULL_LABEL_VALUE = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
