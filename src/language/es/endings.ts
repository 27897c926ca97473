import type { EndingWords } from '../endings';
import { consent } from './consent';
import { numbers } from './numbers';

const phone = /^(?:(?:00)?34)?[6-9]\d{8}$|^(?:(?:00)?52)?[2-9]\d{9}$/;

export const endings: EndingWords = {
  consent,
  numbers,
  hanging: [
    ...'el la los las un una unos unas lo al del a ante con contra de desde en entre hacia hasta'.split(' '),
    ...'para por según sin sobre tras y e o u ni que porque pero aunque cuando como donde'.split(' '),
    ...'mientras sino si mi mis su sus tu tus nuestro nuestra es son era está están sería fue'.split(' '),
    ...'ser estar hay tengo tiene tenía quiero quería querría quisiera necesito necesitaba puedo'.split(' '),
    ...'podría debo vivo llamo soy estoy se me te le les nos muy tan cada algún ningún primer'.split(' '),
    ...'gran calle avenida plaza número'.split(' '),
    ...'mi número, mi teléfono, mi correo, mi dirección, mi nombre, mi dni, el número'.split(', '),
    ...'la dirección, el teléfono, el correo, código postal, la calle, la avenida, la plaza'.split(', '),
    ...'a nombre'.split(', '),
  ],
  whole: [
    ...'así es, eso es, qué es, quién es, cuál es, cómo es, no es, sí es, sí que es, ya está'.split(', '),
    ...'ahí está, aquí está, dónde está, cómo está, sí está, no está, no hay, sí hay, qué hay'.split(', '),
    ...'no tengo, sí tengo, no quiero, sí quiero, no puedo, sí puedo, sí soy, no soy, aquí estoy'.split(', '),
    ...'mi calle, su calle, nuestra calle, esta calle, esa calle, misma calle, otra calle'.split(', '),
    ...'mi plaza, esta plaza, esa plaza, misma plaza, mi avenida, esta avenida, esa avenida'.split(', '),
    ...'no estoy, ya no hay, ya no tengo, no la tengo, no lo tengo, lo que hay'.split(', '),
  ],
  wholeAlone: ['si', 'o', 'quiero', 'puedo', 'soy', 'me', 'como'],
  fillers: [
    ...'eh ehm em este mm hm pues digamos'.split(' '),
    ...'o sea, a ver, es que, esto eh, déjeme ver'.split(', '),
  ],
  between: ['y', 'luego', 'despues', 'espacio', 'guion', 'coma'],
  letterNames: {
    be: 'B',
    ce: 'C',
    efe: 'F',
    ge: 'G',
    hache: 'H',
    jota: 'J',
    ka: 'K',
    ele: 'L',
    eme: 'M',
    ene: 'N',
    cu: 'Q',
    erre: 'R',
    uve: 'V',
    equis: 'X',
    pe: 'P',
    zeta: 'Z',
    ceta: 'Z',
  },
  kinds: [
    { named: /\b(?:telefono|movil|celular|fijo|llamar(?:me)?|llam[ae]n?me)\b/, whole: phone },
    { named: /\b(?:dni|documento|identidad|nif)\b/, whole: /^\d{8}[A-Z]$/ },
    { named: /\bnie\b/, whole: /^[XYZ]\d{7}[A-Z]$/ },
    { named: /\b(?:codigo postal|cp)\b/, whole: /^\d{5}$/ },
  ],
  links: 'es el la mi su de del numero seria al en personal nuevo este pues eh ver a espere'.split(' '),
  wholeNumber: /^(?:(?:00)?34)?[6-9]\d{8}$|^\d{8}[A-Z]$|^[XYZ]\d{7}[A-Z]$|^R[0-9A-Z]{8}$/,
  atSigns: ['arroba'],
  emailSigns: ['arroba', 'punto', 'guion', 'guión', 'bajo', 'barra', 'baja'],
  emails: /\b(?:correo|e-?mail|mail)\b/,
  denial: /^(?:(?:pues|es que|ay) )*no\b/,
};
