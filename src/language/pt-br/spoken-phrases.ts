import { digitByDigit } from '../digit-by-digit';
import type { SpokenPhrases } from '../spoken-phrases';
import { bare, sentences } from '../wording';

/** What a spoken call says in Brazilian Portuguese. */
export const spoken: SpokenPhrases = {
  isMachine: () => 'Você fala com um assistente de inteligência artificial.',
  backAgain: () => 'Desculpe, a ligação falhou um momento.',
  worksAgain: () => 'Já está tudo funcionando de novo.',
  nobodyThere: () => 'Não ouço ninguém, então encerro a ligação. Pode ligar de novo quando quiser. Até logo.',
  faulty: () =>
    'Sinto muito, estamos com uma falha e não posso atender. Ligue de novo em alguns minutos, por favor.',
  callsAgain: (office) =>
    sentences(
      `Quem liga é ${bare(office)}.`,
      'Agora estamos com uma falha e não consigo dizer qual é o assunto.',
      'Vamos ligar de novo ou escrever para você. Desculpe o incômodo. Até logo.',
    ),
  mayRecord: () => 'Posso gravar esta ligação? Diga sim ou não, por favor.',
  isRecorded: () => 'Obrigado, a ligação está sendo gravada.',
  isNotRecorded: () => 'Tudo bem, nada será gravado.',
  puttingThrough: () => 'Vou passar você para uma pessoa. Não desligue, por favor.',
  nobodyFree: () => 'Agora não há ninguém livre para atender você.',
  handover: ({ number, name, wants, codes }) =>
    [
      'Ligação do assistente automático.',
      name === undefined ? '' : `Quem liga é ${name}.`,
      number === undefined ? 'O número não é identificado.' : `Liga do número ${digitByDigit(number)}.`,
      `Quer: ${wants}.`,
      codes.length === 0 ? '' : `Códigos: ${codes.join(', ')}.`,
      'Tecle 1 para atender a ligação.',
    ]
      .filter(Boolean)
      .join(' '),
  handoverUnknown: () =>
    'Ligação do assistente automático. Uma pessoa espera para falar com você. Tecle 1 para atender.',
  handoverNote: ({ name, wants, codes }) =>
    [
      'Tentou-se passar a ligação para uma pessoa.',
      name === undefined ? '' : `Nome: ${name}.`,
      `Quer: ${wants}.`,
      codes.length === 0 ? '' : `Códigos da ligação: ${codes.join(', ')}.`,
    ]
      .filter(Boolean)
      .join(' '),
  callerHasLeft: () => 'Desculpe, quem ligava já desligou. Até logo.',
};
