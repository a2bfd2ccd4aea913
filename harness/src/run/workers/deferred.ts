/** A promise that is settled from outside, once. */
export class Deferred<T = void> {
  resolve: (value: T) => void = () => {};
  reject: (error: unknown) => void = () => {};
  readonly promise = new Promise<T>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });

  constructor() {
    // Who waits for it hears of it; where nobody does, nobody must.
    this.promise.catch(() => {});
  }
}
