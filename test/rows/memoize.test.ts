import { expect, it } from 'vitest';
import { memoize } from '../../src/rows/memoize.ts';

function counting(most: number) {
  const asked: string[] = [];
  const answer = memoize(most, (one: string, other: string) => {
    asked.push(`${one}-${other}`);
    return asked.length;
  });
  return { asked, answer };
}

it('asks once for what it remembers, and tells texts apart that join to one', () => {
  const { asked, answer } = counting(10);
  expect([answer('a', 'bc'), answer('ab', 'c'), answer('a', 'bc'), answer('ab', 'c')]).toEqual([1, 2, 1, 2]);
  expect(asked).toEqual(['a-bc', 'ab-c']);
});

it('keeps as many answers as it may, and forgets them all before it keeps one more', () => {
  const { asked, answer } = counting(2);
  for (const one of ['a', 'b', 'a', 'b', 'c', 'c', 'a']) answer(one, '');
  expect(asked).toEqual(['a-', 'b-', 'c-', 'a-']);
});
