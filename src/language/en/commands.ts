import type { CommandWords } from '../command-ear';

const want =
  '(?:i want|i d like|i would like|i need|i prefer|i d prefer|can i|could i|may i|let me|i wanna|i d rather|i wish)';
const human =
  '(?:(?:a|an|the|some|another) (?:real |actual |live |human )*(?:person|human|human being|agent|operator|representative|rep|adviser|advisor|colleague|member of staff|one of your colleagues)|(?:a )?human|somebody(?: real)?|someone(?: real)?|a real human being)';

export const commands: CommandWords = {
  commands: {
    repeat: [
      '(?:can you |could you |would you |will you )?(?:please )?(?:repeat|say)(?: (?:that|it|the question|what you said))?(?: (?:again|once more|one more time))?',
      '(?:i beg your )?pardon(?: me)?|what|sorry|excuse me|come again|again|once more|one more time|what was that|what did you say|sorry what(?: was that)?',
      'i (?:didn t|did not|don t|do not|couldn t|could not|can t|cannot) (?:hear|catch|get|understand|follow)(?: (?:you|that|it))?',
    ],
    cancel: [
      '(?:i want to |i d like to |please )?cancel(?: (?:that|it|this|everything|all of it))?',
      '(?:forget|leave|drop|scrap)(?: (?:about)?)?(?: ?(?:it|that|this))',
      'never ?mind|nevermind|it doesn t matter|stop|stop it|i ve changed my mind|i changed my mind|i don t want (?:it|that|this) any ?more',
    ],
    person: [
      `${want}(?: to)? (?:speak|talk|be put through|be connected|be transferred)(?: directly)? (?:to|with) ${human}`,
      `(?:can you |could you |would you |please )*(?:put|connect|transfer|get|pass|give) me(?: through)?(?: (?:to|with))? ${human}`,
      `(?:speak|talk) (?:to|with) ${human}`,
      `${want} ${human}`,
      'human|agent|operator|representative|a person|a human|real person|a real person|someone|somebody|customer service',
      'i don t want to (?:speak|talk) (?:to|with) a (?:machine|robot|computer|bot)',
      `is there ${human}(?: (?:there|i can (?:speak|talk) to))?`,
    ],
    goodbye: [
      '(?:goodbye|good bye|bye|bye bye|see you|see you later|good night|have a (?:nice|good) (?:day|one))(?: (?:bye|goodbye|bye bye))*',
      '(?:no )?(?:that s (?:all|it|everything)|that is (?:all|it|everything)|that will be all|that ll be all|nothing(?: else)?|i m done|we re done|i m good|i m fine|that was all|all done)(?: (?:for now|today|bye|goodbye|then))*',
      'no (?:thanks|thank you)(?: (?:very much|that s all|that s it|bye|goodbye|i m good|i m fine|that is all|nothing else))*',
    ],
    wait: [
      '(?:(?:can|could) you )?(?:wait|hold on|hang on|hold the line|bear with me|give me|one|1|just)(?: (?:just|for|up|on|there))*(?: (?:a|one|1|half a|just a))?(?: (?:moment|second|sec|minute|min|tick|bit|mo))?(?: (?:while i|let me|i ll|i will|i need to) (?:look|check|see|find|get|grab|fetch|have a look|go and look)(?: [a-z]+){0,4})?',
      '(?:a|1|one) (?:moment|second|sec|minute)|let me (?:see|look|check|think|have a look)|don t hang up',
    ],
    dontKnow: [
      '(?:i )?(?:don t|do not|dunno|wouldn t) (?:really |actually )?(?:know|remember|recall|have it|have that|have one)(?: (?:right now|off hand|offhand|that|it|sorry|at the moment|on me))*',
      'dunno|no idea|i have no idea|i ve no idea|not sure|i m not sure|i am not sure|i forget|i forgot|i ve forgotten|i can t (?:remember|recall)(?: (?:right now|that|it))?|no clue|i couldn t say|couldn t tell you|i couldn t tell you',
    ],
    help: [
      'help|help me|i need help|i need some help|help please',
      'what (?:else )?can (?:you|i) (?:do|help with|help me with|ask|say|do here|ask for|ask you)(?: for me)?|how does (?:this|it) work|what are my options|what (?:options|choices) (?:are there|do i have)|how can you help(?: me)?',
    ],
  },
  polite: [
    'please',
    'thanks',
    'thank you',
    'thank you very much',
    'sorry',
    'excuse me',
    'hello',
    'hi',
    'hey',
    'listen',

    'well',
    'ok',
    'okay',
    'yes',
    'yeah',
    'oh',
    'look',
    'then',
    'actually',
    'just',
    'um',
    'uhm',
    'uh',
    'er',
    'for now',
    'cheers',
    'i think',
    'right',
    'alright',
    'all right',
    'now',
    'sir',
    'madam',
    'good morning',
    'good afternoon',
  ],
  denial: 'no|nope',
};
