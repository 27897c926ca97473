import fc from 'fast-check';
import { codeOf, mintCode, parseCode } from '../../../src/domain/code';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const code = fc
  .array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 7, maxLength: 7 })
  .map((numbers) => mintCode(() => numbers.pop() ?? 0));

test('a code is read back however the caller writes it', () => {
  fc.assert(
    fc.property(code, (minted) => {
      expect(minted).toMatch(/^R-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(parseCode(minted)).toBe(minted);
      expect(parseCode(minted.toLowerCase().replaceAll('-', ' '))).toBe(minted);
      expect(parseCode(minted.slice(2).replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(minted);
    }),
  );
});

test('a code with one wrong character is no code', () => {
  fc.assert(
    fc.property(code, fc.nat({ max: 7 }), fc.nat({ max: 31 }), (minted, position, character) => {
      const eight = [...minted.slice(2).replace('-', '')];
      fc.pre(eight[position] !== alphabet[character]);
      eight[position] = alphabet[character] ?? '0';
      expect(parseCode(eight.join(''))).toBeUndefined();
    }),
  );
});

test.each(['', 'R-', 'hello', '1042', 'R-7K3F-92Q', 'R-7K3F-92QDD', '🙂'.repeat(8)])(
  '%j is no code',
  (text) => {
    expect(parseCode(text)).toBeUndefined();
  },
);

test('the code of some bytes is their first 35 bits, and nothing after them', () => {
  const bytes = fc.uint8Array({ minLength: 5, maxLength: 40 });
  fc.assert(
    fc.property(bytes, fc.nat({ max: 34 }), (some, bit) => {
      const code = codeOf(some);
      expect(parseCode(code)).toBe(code);
      expect(codeOf(Uint8Array.from([...some.slice(0, 4), (some[4] ?? 0) ^ 0b11111, 7]))).toBe(code);
      const changed = Uint8Array.from(some);
      changed[Math.floor(bit / 8)] = (some[Math.floor(bit / 8)] ?? 0) ^ (0x80 >> (bit % 8));
      expect(codeOf(changed)).not.toBe(code);
    }),
  );
});
