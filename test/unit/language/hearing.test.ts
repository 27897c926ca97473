import type { Language } from '../../../src/domain/language';
import type { FieldKind } from '../../../src/domain/assistant';
import { hearingOf } from '../../../src/language/hearing-of';
import type { Command } from '../../../src/language/hearing';
import { english } from './english';
import { portuguese } from './portuguese';
import { spanish } from './spanish';
import { now, type Heard, type Utterances } from './utterances';

const spoken: [Language, Utterances, string, Record<string, string[]>][] = [
  ['es', spanish, 'Europe/Madrid', { card: ['tarjeta'], credit: ['tarjeta de crédito'], cash: ['efectivo'] }],
  [
    'pt-BR',
    portuguese,
    'America/Sao_Paulo',
    { card: ['cartão'], credit: ['cartão de crédito'], cash: ['dinheiro'] },
  ],
  ['en', english, 'Europe/London', { card: ['card'], credit: ['credit card'], cash: ['cash'] }],
];

describe.each(spoken)('in %s', (language, utterances, zone, choices) => {
  const hearing = hearingOf(language);

  describe.each(Object.entries(utterances.commands) as [Command, string[]][])(
    'the caller steers with %s',
    (command, said) => {
      it.each(said)('by "%s"', (text) => {
        expect(hearing.command(text)).toBe(command);
      });
    },
  );

  it.each(utterances.notCommands)('"%s" is no command', (text) => {
    expect(hearing.command(text)).toBeUndefined();
  });

  describe.each(Object.entries(utterances.values) as [FieldKind, Heard][])(
    'a field of kind %s',
    (kind, table) => {
      it.each(table)('hears "%s" as %s', (text, value) => {
        expect(hearing.value(kind, text, { now, zone, choices })).toBe(value);
      });
    },
  );

  it.each(utterances.corrections)('"%s" corrects to %s', (text, rest) => {
    expect(hearing.correction(text)).toBe(rest);
  });

  it.each(utterances.ordinals)('"%s" is place %s', (text, place) => {
    expect(hearing.ordinal(text)).toBe(place);
  });
});
