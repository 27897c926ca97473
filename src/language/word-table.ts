/** What a table says of a word, safe for words like `constructor` that every object knows. */
export function entryOf<T>(table: Record<string, T>, word: string | undefined): T | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}

/** Words of an utterance for comparing: lower case, without accents and punctuation. */
export const wordsOf = (plainText: string): string[] =>
  plainText
    .split(' ')
    .map((word) => word.replace(/^[-.+@]+|[-.+@]+$/g, ''))
    .filter((word) => word !== '');
