/** A file of the project as text: esbuild and vitest put it into the bundle. */
declare module '*?raw' {
  const text: string;
  export default text;
}
