import type { BackchannelWords } from '../backchannels';

export const backchannels: BackchannelWords = {
  phrases: [
    ...'ajá aja ahá mhm hm mm ah oh uh uy eh ujú uhum aham sí si sip ya vale ok okey okay bien'.split(' '),
    ...'bueno claro exacto exactamente correcto eso entiendo entendido comprendo perfecto genial'.split(' '),
    ...'estupendo fenomenal anda vaya hombre dale listo venga órale ándale sale gracias'.split(' '),
    ...'mm hm, ya veo, ya ya, muy bien, claro que sí, por supuesto, desde luego, eso es, así es'.split(', '),
    ...'de acuerdo, lo entiendo, qué bien, ah sí, ya lo sé, le escucho, le oigo, muchas gracias'.split(', '),
    ...'muy amable'.split(', '),
  ],
  sounds: ['j[aeij]', 'ha', 'he', 'ejem', 'cof', 'achís', 'uf', 'pf', 'ts', 'sh'],
};
