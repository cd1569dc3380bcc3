/**
 * A function of texts that keeps its answers, `most` of them at a time: what it is asked comes from data, and must not
 * fill the memory.
 */
export function memoize<Asked extends readonly string[], Answer>(
  most: number,
  answer: (...asked: Asked) => Answer,
): (...asked: Asked) => Answer {
  const answers = new Map<string, Answer>();
  return (...asked) => {
    const key = asked.join('\n');
    const known = answers.get(key);
    if (known !== undefined) return known;
    if (answers.size >= most) answers.clear();
    const found = answer(...asked);
    answers.set(key, found);
    return found;
  };
}
