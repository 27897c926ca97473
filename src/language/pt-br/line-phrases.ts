import type { LinePhrases } from '../line-phrases';

const [first, ...later] = [
  'Um momento, por favor.',
  'Ainda estou verificando.',
  'Já falo com você.',
] as const;

/** What the line says by itself in Brazilian Portuguese. */
export const line: LinePhrases = {
  moment: (nth) => (nth === 0 ? first : (later[(nth - 1) % later.length] ?? first)),
  stillThere: () => 'Você ainda está aí?',
  offerKeys: (expects) =>
    expects === 'yes-no'
      ? 'Se preferir, use o teclado: digite 1 para sim ou 2 para não.'
      : 'Não consigo ouvir você. Se preferir, use o teclado e termine com a tecla jogo da velha.',
  sayAgain: () => 'Desculpe, não ouvi direito. Pode repetir?',
  keyed: { yes: 'sim', no: 'não' },
};
