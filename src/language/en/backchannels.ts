import type { BackchannelWords } from '../backchannels';

export const backchannels: BackchannelWords = {
  phrases: [
    ...'mhm mm hm hmm aha ah oh ooh uh um er erm huh yes yeah yep yup ya ok okay okey kay right'.split(' '),
    ...'alright sure gotcha understood exactly correct true fine good great perfect cool nice'.split(' '),
    ...'lovely brilliant excellent wonderful really wow well thanks cheers'.split(' '),
    ...'mm hmm, uh huh, all right, sure thing, of course, i see, i understand, i know, got it'.split(', '),
    ..."that's right, that's correct, very good, oh really, makes sense, fair enough, no problem".split(', '),
    ..."sounds good, thank you, thank you very much, i'm listening".split(', '),
  ],
  sounds: ['ha', 'he', 'ahem', 'cof', 'atcho', 'achoo', 'ugh', 'pf', 'ts', 'sh'],
};
