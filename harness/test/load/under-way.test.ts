import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UnderWay } from '../../src/load/under-way';

test('holds what was added and not deleted, as a set does', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 8 })), (steps) => {
      const tried = new UnderWay<number>();
      const places: [item: number, place: number][] = [];
      for (const [item, step] of steps.entries()) {
        const [gone] = step > 3 ? places.splice(step % (places.length + 1), 1) : [];
        if (gone) tried.delete(gone[1]);
        else places.push([item, tried.add(item)]);
      }
      const kept = places.map(([item]) => item);
      expect(tried.all().sort((a, b) => a - b)).toEqual(kept.sort((a, b) => a - b));
    }),
  );
});
