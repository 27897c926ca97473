/** The errand most tests run: a street light in Spanish, up to the read-back. */
import type { Caller } from './caller';
import { sayAll } from './caller';

/** Says all but the yes; `street` tells one wish from another. */
export const askForStreetLight = async (
  caller: Caller,
  street: string,
  name = 'Ana Ruiz',
): ReturnType<typeof sayAll> =>
  await sayAll(caller, [
    'hay una farola apagada',
    `en la ${street}`,
    'no lo sé',
    'no, nada más',
    `me llamo ${name}`,
  ]);
