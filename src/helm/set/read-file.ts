/** Gives the content of the file at `path`. */
export type ReadFile = (path: string) => string;
