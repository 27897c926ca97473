/** What must fit together in an errand that declares an operation of its system's own. */
import type { Errand, Field, Parameter } from '../domain/assistant';
import { asksForAll, isDeclared, typesOf } from './declared-operations';
import { type Mistake, notAmong, repeats } from './mistakes';

/** Whether only a language model can use an errand: nothing says how to ask for what its operation needs. */
const isByModelOnly = (errand: Errand): boolean =>
  isDeclared(errand) && errand.fields.length === 0 && !asksForAll(errand);

/** Mistakes of `parameters`, `connection`, and of the fields that ask for parameters. */
export function declaredMistakes(errand: Errand): Mistake[] {
  if (!isDeclared(errand)) return misplaced(errand);
  const { parameters = [], fields } = errand;
  return [
    ...(errand.follow && errand.verb !== 'perform' ? [followMistake(errand)] : []),
    ...repeats(parameters, ({ name }) => name).map(({ item, index }) => ({
      path: ['parameters', index, 'name'],
      text: `There is already a parameter "${item.name}". Give one of them another name.`,
    })),
    ...parameters.flatMap((parameter, index) => enumMistakes(parameter, index)),
    ...fields.flatMap((field, index) =>
      askingMistakes(field, parameters).map((mistake) => ({
        ...mistake,
        path: ['fields', index, ...mistake.path],
      })),
    ),
    ...(fields.length > 0 ? unasked(errand) : modelOnlyMistakes(errand)),
  ];
}

const followMistake = ({ verb }: Errand): Mistake => ({
  path: ['follow'],
  text: `${verb} makes nothing that could be watched. Take "follow:" away, or use the verb perform.`,
});

function misplaced({ verb, parameters, connection, follow }: Errand): Mistake[] {
  const either = 'perform or inquire';
  return Object.entries({ parameters: either, connection: either, follow: 'perform' })
    .filter(([key]) => ({ parameters, connection, follow })[key] !== undefined)
    .map(([key, verbs]) => ({
      path: [key],
      text: `${verb} has no ${key}. Take "${key}:" away, or use the verb ${verbs}.`,
    }));
}

function enumMistakes(parameter: Parameter, index: number): Mistake[] {
  const types = typesOf(parameter);
  const fits = (value: string | number): boolean =>
    typeof value === 'string'
      ? types.includes('string')
      : types.includes('number') || (types.includes('integer') && Number.isInteger(value));
  return (parameter.enum ?? []).flatMap((value, place) =>
    fits(value)
      ? []
      : [
          {
            path: ['parameters', index, 'enum', place],
            text: `${JSON.stringify(value)} is not of type ${types.join(' or ')}, which "${parameter.name}" must be.`,
          },
        ],
  );
}

/** A field's answer becomes the argument of its name, so it must be of a kind that can. */
function askingMistakes(field: Field, parameters: readonly Parameter[]): Mistake[] {
  const parameter = parameters.find(({ name }) => name === field.name);
  if (!parameter) {
    const known = parameters.map(({ name }) => name);
    return [{ path: ['name'], text: notAmong(`There is no parameter "${field.name}".`, field.name, known) }];
  }
  const types = typesOf(parameter);
  const numeric = types.includes('number') || types.includes('integer');
  if (!types.includes('string') && !(numeric && field.kind === 'number')) {
    const text = numeric
      ? `"${field.name}" is a number there; ask for it with the kind number.`
      : `Nobody can say an argument of type ${types.join(' or ')}. Take the field away; a language model can fill it in.`;
    return [{ path: ['kind'], text }];
  }
  if (parameter.required && field.optional) {
    const text = `The operation cannot do without "${field.name}". Take "optional:" away.`;
    return [{ path: ['optional'], text }];
  }
  return choiceMistakes(field, parameter);
}

function choiceMistakes({ name, choices = {} }: Field, parameter: Parameter): Mistake[] {
  const allowed = parameter.enum?.map(String);
  return Object.keys(choices).flatMap((key) =>
    !allowed || allowed.includes(key)
      ? []
      : [{ path: ['choices', key], text: notAmong(`"${name}" cannot be "${key}".`, key, allowed) }],
  );
}

function unasked(errand: Errand): Mistake[] {
  const { fields, parameters = [], name } = errand;
  return parameters
    .map((parameter, index) => ({ parameter, index }))
    .filter(({ parameter }) => parameter.required && !fields.some((one) => one.name === parameter.name))
    .map(({ parameter, index }) => ({
      path: ['parameters', index, 'name'],
      text: `${name} needs "${parameter.name}" and no field asks for it. Add one, or take all fields away: then only a language model can use ${name}.`,
    }));
}

function modelOnlyMistakes(errand: Errand): Mistake[] {
  if (errand.when.length === 0 || !isByModelOnly(errand)) return [];
  const text = `No field says how to ask for what ${errand.name} needs, so only a language model can use it. Take "when:" away, or add fields.`;
  return [{ path: ['when'], text }];
}
