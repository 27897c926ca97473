import type { BackchannelWords } from '../backchannels';

export const backchannels: BackchannelWords = {
  phrases: [
    ...'aham ahã ahan arrã uhum uhm unhum hum hm mm mhm ah oh é ã ahn hã eh opa sim tá ta ok'.split(' '),
    ...'okay certo certinho beleza blz legal entendi entendo sei claro isso exato exatamente'.split(' '),
    ...'perfeito ótimo bom combinado nossa puxa poxa né obrigado obrigada valeu uai'.split(' '),
    ...'hum hum, ah é, é mesmo, ah tá, tá bom, tá certo, tá ok, tudo bem, com certeza'.split(', '),
    ...'isso mesmo, isso aí, pois é, é verdade, que bom, muito bem, pode crer, muito obrigado'.split(', '),
    ...'muito obrigada, estou ouvindo, tô ouvindo'.split(', '),
  ],
  sounds: ['k', 'rs', 'ha', 'he', 'hua', 'cof', 'atchim', 'ufa?', 'pf', 'ts', 'sh'],
};
