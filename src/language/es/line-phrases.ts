import type { LinePhrases } from '../line-phrases';

const [first, ...later] = ['Un momento, por favor.', 'Sigo en ello.', 'Enseguida estoy con usted.'] as const;

/** What the line says by itself in Spanish. */
export const line: LinePhrases = {
  moment: (nth) => (nth === 0 ? first : (later[(nth - 1) % later.length] ?? first)),
  stillThere: () => '¿Sigue ahí?',
  offerKeys: (expects) =>
    expects === 'yes-no'
      ? 'Si lo prefiere, use el teclado: marque 1 para sí o 2 para no.'
      : 'No le oigo. Si lo prefiere, use el teclado y termine con almohadilla.',
  sayAgain: () => 'Perdone, no le he oído bien. ¿Puede repetirlo?',
  keyed: { yes: 'sí', no: 'no' },
};
