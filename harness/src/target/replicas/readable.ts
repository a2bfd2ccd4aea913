import * as z from 'zod/mini';

/** A list of which each element is read by itself: one that is not what it should be costs only itself. */
export const readable = <Schema extends z.ZodMiniType>(element: Schema) => {
  const each = z.catch(z.nullable(element), null);
  const kept = z.transform((list: (z.output<Schema> | null)[]) =>
    list.filter((one): one is z.output<Schema> => one !== null),
  );
  return z.catch(z.pipe(z.array(each), kept), []);
};
