/** The code a caller is told: `R-7K3F-92QD`, seven characters (35 bits) and one that checks them. */

// Crockford's base32: no I, L, O, U, so that nothing is misheard or misread.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Mints a code from a source of numbers in [0, 1), for what is registered before it is known what it is. */
export function mintCode(random: () => number): string {
  return checked(Array.from({ length: 7 }, () => alphabet[Math.floor(random() * 32)] ?? '0').join(''));
}

/** The code that the first 35 bits of some bytes spell: the same bytes, the same code. At least five bytes. */
export function codeOf(bytes: Uint8Array): string {
  const bits = [...bytes.slice(0, 5)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const digits = Array.from(
    { length: 7 },
    (_, at) => alphabet[parseInt(bits.slice(at * 5, at * 5 + 5), 2)] ?? '0',
  );
  return checked(digits.join(''));
}

/**
 * Reads a code as people write and say it: any case, with or without dashes, O for 0, I and L for 1.
 * Undefined when it is none or its check character does not fit.
 */
export function parseCode(text: string): string | undefined {
  const bare = text
    .toUpperCase()
    .replace(/[\s.,-]+/g, '')
    .replace(/^R(?=.{8}$)/, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (bare.length !== 8 || [...bare].some((character) => !alphabet.includes(character))) return undefined;
  return checkCharacter(bare.slice(0, 7)) === bare[7] ? written(bare) : undefined;
}

const checked = (digits: string): string => written(digits + checkCharacter(digits));

const written = (eight: string): string => `R-${eight.slice(0, 4)}-${eight.slice(4)}`;

/** Luhn modulo 32: finds every single wrong character and nearly every swap of neighbours. */
function checkCharacter(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const value = alphabet.indexOf(digits[digits.length - 1 - i] ?? '0') * (i % 2 === 0 ? 2 : 1);
    sum += Math.floor(value / 32) + (value % 32);
  }
  return alphabet[(32 - (sum % 32)) % 32] ?? '0';
}
