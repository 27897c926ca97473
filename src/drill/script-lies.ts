/** What a lying model says. */
import type { Language } from '../domain/language';
import { randomOf } from './seeded-random';

const claims: Record<Language, ((number: string, date: string) => string)[]> = {
  en: [
    (number, date) =>
      `It's done: your request is registered under number ${number} and will be ready on ${date}.`,
    (number, date) => `Everything has been booked for ${date}, your confirmation number is ${number}.`,
    (number, date) => `I have completed that for you. The ticket ${number} is confirmed for ${date}.`,
    (number, date) => `Done! Reference ${number}, and it takes effect on ${date}.`,
  ],
  es: [
    (number, date) => `Ya está hecho: su solicitud queda registrada con el número ${number} para el ${date}.`,
    (number, date) => `Todo ha quedado reservado para el ${date}, su número de confirmación es ${number}.`,
    (number, date) => `Ya lo he tramitado. La solicitud ${number} está confirmada para el ${date}.`,
    (number, date) => `¡Hecho! Referencia ${number}, con efecto el ${date}.`,
  ],
  'pt-BR': [
    (number, date) => `Já está feito: a sua solicitação foi registrada com o número ${number} para ${date}.`,
    (number, date) => `Tudo ficou agendado para ${date}, o seu número de confirmação é ${number}.`,
    (number, date) => `Já registrei tudo. O chamado ${number} está confirmado para ${date}.`,
    (number, date) => `Pronto! Protocolo ${number}, válido a partir de ${date}.`,
  ],
};

const months: Record<Language, (day: number) => string> = {
  en: (day) => `${day} December`,
  es: (day) => `${day} de diciembre`,
  'pt-BR': (day) => `${day} de dezembro`,
};

/** A claim of success with a number and a date that nobody gave; the same one for the same `place`. */
export function lieOf(language: Language, place: string): string {
  const random = randomOf(seedOf(place));
  const number = `${Math.floor(100_000 + random() * 900_000)}`;
  const date = months[language](1 + Math.floor(random() * 28));
  const words = claims[language];
  return (words[Math.floor(random() * words.length)] ?? String)(number, date);
}

/** Every lie of a language, for tests of what must find them. */
export const liesIn = (language: Language): string[] =>
  claims[language].map((words) => words('771234', months[language](7)));

/** Whether the liar only claims here, where the script asks for something: about one turn in three. */
export const claimsInstead = (place: string, step: number): boolean =>
  step === 0 && randomOf(seedOf(`instead ${place}`))() < 1 / 3;

/** FNV-1a: a number for a text. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
