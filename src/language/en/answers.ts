import { createAnswerEar } from '../answers';
import { consent } from './consent';
import { hearing } from './hearing';

const appointment = '(?: (?:it|(?:the|my|that|this) appointment))?';

export const answers = createAnswerEar(
  {
    confirm: [
      `(?:i )?(?:confirm|confirmed|confirming)${appointment}|i want to confirm${appointment}`,
      '(?:i|we)(?: will| ll) (?:be there|come|attend|keep it)|see you(?: (?:there|then))?|i am coming|i m coming|keep it',
      'that works(?: for me)?|works for me|suits me',
    ],
    cancel: [
      `(?:i (?:want|need|would like|d like|wish) to )?cancel${appointment}`,
      `please cancel${appointment}|cancelled|canceled|cancellation|call it off`,
    ],
    thanks: [
      '(?:many |thank you )?(?:thanks|thank you|cheers|ta)(?: (?:a lot|very much|so much|for (?:letting me know|the reminder|everything|telling me)))*',
      '(?:noted|understood|received|got it|great|brilliant|lovely)',
    ],
    change:
      'chang(?:e|ing|ed)|mov(?:e|ing)|reschedul\\p{L}*|rebook\\p{L}*|postpon\\p{L}*|put (?:it )?off|bring (?:it )?forward|(?:another|different|other|new) (?:day|time|date|slot|appointment|week)|later|earlier|next week',
    cancelling: 'cancel\\p{L}*|call(?:ed)? (?:it )?off',
    notSolved:
      '(?:not|isn t|hasn t been|wasn t|never|nothing(?: has been| is| was)?) (?:been )?(?:yet )?(?:solved|fixed|resolved|repaired|done|working|sorted)|(?:doesn t|does not|don t|still (?:doesn t|does not)) work|still (?:broken|the same|not \\p{L}+|out|waiting|no \\p{L}+|happening|open|down|dark|there|wrong)|(?:no|without any) change|same problem|broken again|re[- ]?open\\p{L}*|open it again',
    solved:
      '(?<!(?:not|isn t|if|whether|that) )(?:it s|it is|all|has been|was|is now|now) (?:all )?(?:solved|fixed|resolved|repaired|sorted|working)|works (?:now|again|fine)',
    denial: 'no|not|never|don t|doesn t|isn t|can t|cannot|won t|without|nothing|nor|didn t',
    asking:
      '(?:at |on |in |for |with |until |by )?(?:what|which|when|where|who|whom|why|how)|can (?:i|we|you)|could (?:i|we|you)|may i|is (?:it|there|this)|are (?:there|you)|do (?:i|you|we)|does|did|should i|will (?:it|you|there)|would (?:it|you)',
    polite: [
      'pls',
      ...[
        'yes',
        'hi',
        'hello',
        'good morning',
        'good afternoon',
        'good evening',
        'please',
        'thanks',
        'thank you',
      ],
      ...[
        'many thanks',
        'ok',
        'okay',
        'sure',
        'fine',
        'perfect',
        'great',
        'um',
        'uh',
        'er',
        'well',
        'oh',
        'so',
      ],
      ...['kind regards', 'regards', 'cheers', 'of course'],
    ],
  },
  hearing,
  consent,
);
