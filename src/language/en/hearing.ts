import { createEar } from '../ear';
import type { Hearing } from '../hearing';
import { commands } from './commands';
import { consent } from './consent';
import { dates } from './dates';
import { letters } from './letters';
import { numbers, numbersOfDays } from './numbers';
import { times } from './times';

export const hearing: Hearing = createEar({
  commands,
  consent,
  numbers,
  numbersOfDays,
  dates,
  times,
  letters,
  negations: ['not', 'no', 'never', 'don'],
  phones: {
    plus: [],
    between: ['and', 'then', 'space', 'dash'],
    // English is spoken in many countries: only a British mobile is known by its digits alone.
    national: (digits) => {
      const number = digits.replace(/^(?:00)?44(?=7\d{9}$)/, '0');
      return /^07\d{9}$/.test(number) ? `+44${number.slice(1)}` : undefined;
    },
  },
  emails: {
    before:
      /^(?:(?:yes|sure|well|ok) )*(?:(?:it|that|my|the) )?(?:(?:e-?mail(?: address)?|address) )?(?:(?:s|is|would be) )?/,
    remarks: [
      'all one word',
      'all lower case',
      'all lowercase',
      'in lower case',
      'lower case',
      'no spaces',
      'please',
      'all together',
    ],
    signs: [
      ['at sign|at', '@'],
      ['underscore', '_'],
      ['dash|hyphen|minus', '-'],
      ['dot|point|period|full stop', '.'],
      ['plus sign|plus', '+'],
    ],
  },
  names: {
    before: [
      /^(?:yes|yeah|sure|well|ok|okay|hello|hi|good morning|good afternoon|oh|um|er|uhm|uh|erm)(?=[\s,.])/iu,
      /^(?:my(?: full)? name(?: is|['’]s)|the name(?: is|['’]s)|name(?: is|['’]s)|i am|i['’]m|this is|it['’]s|it is|call me|i['’]m called|under the name(?: of)?|put down)(?=\s)/iu,
      /^(?:mr|mrs|ms|miss|dr)\.?(?=\s)/iu,
    ],
    after: [/[\s,]+(?:please|thanks|thank you|here|speaking)$/iu],
    particles: ['of', 'de', 'van', 'von', 'der', 'la'],
  },
  addresses: {
    before: [
      /^(?:yes|yeah|sure|well|ok|okay|oh|um|er|i think)(?=[\s,.])/iu,
      /^(?:(?:it|that)(?:['’]s| is| was)|the address is|my address is|(?:my |the )?address(?: is|['’]s|:)?|i live|i['’]m|i am|located|we['’]re)(?=\s)/iu,
      /^(?:at|in|on|by)(?=\s)/iu,
    ],
    after: [/[\s,]+(?:please|thanks|thank you|i think|or so)$/iu],
    particles: [
      'of',
      'the',
      'on',
      'at',
      'and',
      'in',
      'by',
      'near',
      'to',
      'next',
      'corner',
      'opposite',
      'flat',
      'floor',
    ],
    vague:
      'my our your the this that same a an here there home house street road avenue place corner outside inside front back of in at on around near by town city neighbourhood neighborhood block where i live am we are work desk office it is just right up down address number'.split(
        ' ',
      ),
    numberFirst: true,
    unitMarks: [],
    numberMarks: ['number', 'room', 'floor', 'desk', 'flat', 'unit', 'building', 'apartment', 'office'],
  },
  corrections: {
    contrasts: [
      /^(?:no[,.;:]?\s+)?(?:it['’]s |it is |that['’]s )?not .+?[,;]?\s+but (?:it['’]s |it is )?(.+)$/iu,
      /^(?:no[,.;:]?\s+)?(?:it['’]s |it is |that['’]s )?not [^,;.]+[,;.]\s*(?:it['’]s|it is|but) (.+)$/iu,
      /^(?:no[,.;:]?\s+)?it (?:isn['’]t|is not) [^,;.]+[,;.]\s*(?:it['’]s|it is|but) (.+)$/iu,
    ],
    openings: [
      /^(?:no|nope|nah)\s*[,.;:!—–-]+\s*(?=\S)/iu,
      /^no (?=sorry|it['’]s |it is |i meant |i mean |make it |actually |wait |rather )/iu,
      /^(?:sorry|wait|hang on|hold on|oops)[\s,.]+(?=(?:no|it['’]s|it is|i meant?|make it|actually|rather)\b)/iu,
      /^(?:i meant?|i mean to say|i meant to say|rather|correction|make (?:it|that))\b[\s,.:]*(?=\S)/iu,
      /^actually[\s,]+(?=(?:it['’]s|it is|make|the|on|at|no)\b)/iu,
      /^(?:yes|yeah|ok|okay|correct|right)[\s,]+(?:but|except|only)[\s,]+(?=\S)/iu,
    ],
    fillers: [
      /^(?:no|nope|sorry|wait|hang on|hold on|oops|oh|well)(?:\s*[,.;:!]+\s*|\s+)(?=\S)/iu,
      /^(?:i meant? to say|i meant?|(?:that['’]s|that is|it['’]s|it is) (?:wrong|not right|not correct|incorrect)|correction|make (?:it|that)|rather|change (?:it|that) to|actually|i['’]d prefer|i prefer)(?![\p{L}\p{N}])[\s,.:;]*/iu,
      /^(?:it['’]s|it is|it should be|that['’]s|it was)(?=\s+\S)/iu,
    ],
  },
  ordinals: {
    ordinals: {
      first: 1,
      second: 2,
      third: 3,
      fourth: 4,
      fifth: 5,
      sixth: 6,
      seventh: 7,
      eighth: 8,
      ninth: 9,
      tenth: 10,
      last: -1,
    },
    frames: [
      '(?:the )?{o}(?: (?:1|option|slot|time|appointment|date|of them|you (?:said|mentioned)|available|please))*',
      '(?:the )?(?:option |number |option number )?{n}',
    ],
    around: [
      'i want',
      'i ll take',
      'i would like',
      'i d like',
      'i prefer',
      'let s take',
      'give me',
      'yes',
      'well',
      'please',
      'thanks',
      'thank you',
      'then',
      'ok',
      'with',
      'i choose',
      'i ll have',
      'go with',
      'let s go with',
      'um',
      'uhm',
      'oh',
      'just',
    ],
  },
});
