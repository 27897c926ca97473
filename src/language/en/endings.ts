import type { EndingWords } from '../endings';
import { consent } from './consent';
import { numbers } from './numbers';

/** American with or without 1, British with 0 or 44. */
const phone = /^1?[2-9]\d{9}$|^0\d{9,10}$|^(?:00)?44\d{9,10}$/;

export const endings: EndingWords = {
  consent,
  numbers,
  hanging: [
    ...'a an the my your his our their its of at to for from with in on by about and or but'.split(' '),
    ..."because if when which than is are was were am be it's i'm that's there's he's she's".split(' '),
    ..."we're they're you're name's number's address's i we they he she i'd i'll i've we've very".split(' '),
    ...'called some until since'.split(' '),
    ...'would like, i want, i need, we need, can you, could you, would you, can i, could i'.split(', '),
    ...'do you, my number, my phone, my phone number, my email, my e mail, my address, my name'.split(', '),
    ...'the number, the address, phone number, order number, ticket number, live at'.split(', '),
  ],
  whole: [
    ...'yes it is, yes i am, yes they are, yes we are, yes i was, yes it was, i think it is'.split(', '),
    ...'i am, what it is, where it is, who it is, how it is, that it is, it really is, come in'.split(', '),
    ...'log in, logged in, sign in, check in, get in, turn on, turned on, turn it on, switch on'.split(', '),
    ...'switch it on, go on, hold on, going on, from now on, later on, so am i, who for'.split(', '),
    ...'what for, where to, where from, if i want, how about, what about, not to, used to'.split(', '),
    ...'i think so, think so, hope so, guess so, or so, even so, said so, not so'.split(', '),
  ],
  wholeAlone: ['i', 'when', 'which', 'because'],
  fillers: [
    ...'um uh er erm uhm hm mm so'.split(' '),
    ..."you know, i mean, let me see, let's see, like um".split(', '),
  ],
  between: ['and', 'then', 'space', 'dash', 'hyphen'],
  letterNames: { zed: 'Z', zee: 'Z', aitch: 'H', jay: 'J', kay: 'K', ef: 'F', em: 'M', en: 'N', ess: 'S' },
  kinds: [
    { named: /\b(?:phone|mobile|cell|telephone|landline|call me (?:on|at|back)|reach me)\b/, whole: phone },
    { named: /\b(?:zip|zip code)\b/, whole: /^\d{5}(?:\d{4})?$/ },
    { named: /\b(?:social security|ssn)\b/, whole: /^\d{9}$/ },
  ],
  links: 'is s it the my on at number would be um uh er so that'.split(' '),
  wholeNumber: /^1?[2-9]\d{9}$|^0\d{10}$|^(?:00)?44\d{10}$|^R[0-9A-Z]{8}$/,
  atSigns: ['at'],
  emailSigns: ['at', 'dot', 'underscore', 'dash', 'hyphen', 'point'],
  // "My email at work is down" dictates nothing.
  emails: /\be-?mail(?: address)?(?: is| s| would be)\b/,
  denial: /^(?:(?:well|oh) )*(?:no\b|i don t|i haven t|i do not|there isn t)/,
};
