import type { ClaimWords, Deed, Forms } from '../claims';

/** Participles by deed; each is the past form as well. */
const participles: Partial<Record<Deed, string>> = {
  record:
    'registered logged filed noted recorded created opened added saved entered documented told received stored captured made placed put jotted written lodged listed enrolled signed inputted typed',
  book: 'booked scheduled reserved arranged confirmed secured penciled pencilled slotted fixed set guaranteed blocked organised organized held',
  cancel: 'cancelled canceled deleted removed withdrawn voided dropped revoked',
  change:
    'rescheduled moved changed updated modified postponed shifted amended corrected swapped replaced exchanged edited adjusted switched pushed reopened',
  close:
    'closed resolved completed solved finished finalized finalised concluded sorted settled handled wrapped repaired done',
  send: 'sent submitted forwarded notified dispatched informed alerted passed transferred emailed texted shipped contacted relayed mailed paged messaged delivered reported routed',
  raise: 'escalated raised prioritised prioritized upgraded assigned flagged bumped marked promoted',
  process:
    'processed approved refunded activated issued reset unlocked granted credited ordered triggered initiated actioned applied started enabled deactivated restored executed performed authorised authorized accepted provisioned requested taken lined',
};
const bases: Partial<Record<Deed, string>> = {
  record: 'register log file note record create open add save enter document jot lodge put',
  book: 'book schedule reserve arrange confirm secure pencil',
  cancel: 'cancel delete remove withdraw void',
  change: 'reschedule move change update modify postpone amend correct swap replace reopen',
  close: 'close resolve complete solve finish finalize finalise sort fix handle settle',
  send: 'send submit forward notify dispatch transfer email text contact relay',
  raise: 'escalate raise prioritise prioritize assign flag',
  process: 'process approve refund activate issue reset unlock grant credit order authorize',
};
const doing: Partial<Record<Deed, string>> = {
  record:
    'registering logging filing noting recording creating opening adding saving entering jotting putting making writing taking',
  book: 'booking scheduling reserving arranging confirming securing setting getting',
  cancel: 'cancelling canceling deleting removing withdrawing',
  change:
    'rescheduling moving changing updating modifying postponing amending correcting swapping replacing reopening',
  close: 'closing resolving completing solving finishing finalizing finalising sorting fixing handling',
  send: 'sending submitting forwarding notifying dispatching transferring passing emailing texting',
  raise: 'escalating raising prioritising prioritizing assigning flagging marking bumping',
  process:
    'processing approving refunding activating issuing resetting unlocking granting ordering initiating applying',
  promise: 'coming calling heading arriving visiting working',
};
const tableOf = (lists: Partial<Record<Deed, string>>): Forms =>
  Object.fromEntries(
    (Object.entries(lists) as [Deed, string][]).flatMap(([deed, words]) =>
      words.split(' ').map((word) => [word, deed]),
    ),
  );

const strict =
  'registered booked scheduled rescheduled confirmed cancelled canceled submitted escalated noted recorded created forwarded reserved notified dispatched finalized finalised arranged refunded approved lodged jotted penciled pencilled actioned';
const safe =
  '(?:not|need|have to|have (?:one|two|a few|some|another|just|a quick|more)|ask|check|look(?! into| after)|see(?! to| you)|help|try|explain|repeat|say|tell|wait|want|listen|read|find|search|speak|continue|start|begin|go (?:through|over|on|step)|be (?:able|happy|glad|quick|brief|one|here|listening|patient|needed|necessary|easier|better|best|required|possible|asked|read|useful|helpful)|take (?:a|just|only|one|two|less|about|some|it|as|you|no|us)|do my best|do what i can|show|know|understand|only|assume|depend|use|walk|guide|let you (?:choose|decide|finish|pick)|stay|remain|offer|give you (?:some|the|a few|two|three|options)|keep (?:it|this|my)|clarify|verify|probably need|require|also need|first need|now need|then ask|then need|just need|still need|never|always ask|talk|suggest|propose|do nothing|make no|want to|like|prefer|cost|apply|be asked)';
const adverbs =
  '(?:also|now|just|then|certainly|definitely|surely|immediately|personally|gladly|already|successfully|right away|safely|officially|hereby|all|since|finally|actually|fully|duly|properly|currently|have|had|been|be|being|gone ahead and|went ahead and|go ahead and|taken the liberty of|took the liberty and|got|gotten|get|your|the|that|it|this|you|him|her|them|for|to)';

export const claims: ClaimWords = {
  forms: {
    part: tableOf(participles),
    base: tableOf(bases),
    ing: tableOf(doing),
  },
  loose: Object.values(participles)
    .flatMap((words) => words.split(' '))
    .filter((word) => !strict.split(' ').includes(word)),
  rules: [
    { find: '{part}', when: 'past' },
    {
      find: `(?:i|we) have (?:(?:just|now|also|already|gone ahead and|successfully|personally) )*(?!(?:understood|heard|checked|looked|found|seen|asked|said|mentioned|got (?:no|all|the|a few|some|one|two|your (?:name|address|number))|tried|searched|noticed|misunderstood|forgotten|been|had|lost|thought|meant|wanted|needed|failed|explained|repeated|read|verified|listened|missed|misheard|located|reached) )(?:\\p{L}+ed|done|made|put|taken|gotten|got you|got it (?:in|down|all|sorted|booked)|set|sent|given|written|begun|brought|bought|dealt|let|made sure)`,
      ...{ when: 'past', ours: true, deed: 'word' },
    },
    {
      find: `(?:i|we|it|that|they|he|she|everything|this|someone|somebody|you|which|\\p{L}+) (?:am|are|is|was|were|have been|has been) (?:${adverbs} )*{ing}(?! you (?:if|whether)| for your| me)`,
      when: 'coming',
      ours: true,
    },
    {
      find: '{ing} (?:it|that|this|your|you|the|now|them)',
      when: 'coming',
      ours: true,
      after: '(?:ok|okay|alright|great|perfect|sure|now|just)?',
    },
    {
      find: `(?:will|shall|gonna|going to|about to|wanna|intend to|promise to) (?:${adverbs} )*(?!${safe} )\\p{L}+`,
      ...{ when: 'coming', ours: true, deed: 'promise' },
    },
    {
      find: `(?:your|the) (?:\\p{L}+ )?(?:ticket|request|appointment|booking|case|report|reservation|complaint|message|claim|repair|refund|order|visit|access)(?! (?:needs|depends|helps|number|requires|would|i|you|that|and|or|to|may)(?= ))(?!(?: \\p{L}+){0,6} (?:not|never|can|could|may|might|must|should|no|need|needs|yet)(?= ))(?= (?:\\p{L}+ )?(?:is|was|has|have|got|gets|will|goes|went|made|shows|stands|now|stays|came|comes|reached|just|already|still|worked|exists|arrived))`,
      ...{ when: 'past', deed: 'record' },
      after: '(?:and|so|ok|okay|great|perfect|yes|now|well|right|that|sure|indeed)?',
    },
    {
      find: '(?:i|we) (?:(?:also|just|now|then|already|really) )*(?!(?:understood|heard|checked|looked|found (?:no|nothing|the|your|it|one|two|three|some|several)|saw|asked|said|mentioned|tried|searched|noticed|misunderstood|forgot|was|were|had|lost|thought|meant|wanted|needed|failed|missed|misheard|located|could|would|read|listened|repeated|explained|offered|appreciated|apologised|apologized|preferred|used|called|need) )(?:\\p{L}+ed|told|took|found|kept|held|gave|made|sent|put|wrote|got|spoke|set|left|brought|let)',
      ...{ when: 'past', ours: true, deed: 'word' },
    },
    {
      find: '(?!(?:looking|checking|searching|asking|trying|holding|using|reading|finding|nothing|something|anything|everything|following|during|seeing|hearing|thanking|morning|evening|being|helping|calling|telling|wishing) )\\p{L}{3,}ing (?:it|you|this|your|them)',
      when: 'coming',
      ours: true,
      deed: 'word',
      after: '(?:ok|okay|great|perfect|sure|now|just|right|and)?',
    },
    {
      find: '(?:engineers?|team|technicians?|people|desk|colleagues?|they|crew|specialists?|office) (?:already |now )?(?:have|has|got|know|knows) (?:your|the|all|been|about|received|it)|(?:got|have) it from here|leave (?:it|that|this) (?:with|to) (?:me|us)|as we speak|getting an? (?:email|message|text|call)',
      when: 'past',
      deed: 'word',
    },
    {
      find: '(?:i|we) have (?:got )?your (?:report|request|ticket|complaint|message|appointment|booking|case)|on our list|you can forget|(?:people|team|office|engineers?|they) (?:already |now )+\\p{L}+|already (?!(?:said|told|know|asked|understood|have your|open|tried|did|called|had|gave|mentioned|explained) )\\p{L}+',
      ...{ when: 'past', deed: 'word' },
    },
    {
      find: '(?:got|have|put) you (?:down|in|booked|on the list|scheduled|set)',
      when: 'past',
      ours: true,
      deed: 'book',
    },
    {
      find: `(?:let me|allow me to|let us) (?:(?:just|go ahead and|quickly|now) )*{base}`,
      when: 'coming',
      ours: true,
    },
    {
      find: '(?:i|we) (?:(?:now|hereby|just|also|then|gladly|always) )*{base}',
      when: 'coming',
      ours: true,
      after: '(?:so|and|then|ok|okay|alright|great|perfect|sure|now|well)?',
    },
    {
      find: `(?:i|we) (?:${adverbs} )*(?:did it|did that|made it|made sure|took care|put (?:it|that|you|your|in|through|everything)|went ahead|managed to (?!${safe} )\\p{L}+|was able to (?!${safe} )\\p{L}+|were able to (?!${safe} )\\p{L}+|got (?:you|it|that|everything) (?:\\p{L}+ ){0,3}?(?:in|down|booked|sorted|set|done|registered|scheduled|through|covered|fixed|logged|slot|spot)|set (?:it|that|you|up|your|everything)|sent|gave you|took down|wrote|(?:am |are )?on it|have you (?:down|booked|in|on|scheduled|set)|have your (?:\\p{L}+ ){0,2}(?:down|booked|in the|in our|on (?:file|record)|scheduled|registered|set|logged)|have it (?:down|booked|all|in|on|noted|set)|promise|guarantee)`,
      when: 'past',
      ours: true,
      deed: 'word',
    },
    {
      find: `✓|all (?:done|set|sorted|booked|good to go|squared away|taken care of|fixed|wrapped up|confirmed|yours|in order|systems go|finished)|done(?= $)|done and dusted|job done|good to go|(?:is|are) (?:now |all |already |officially )*(?:set|done|sorted|ready|in order|in place|live|complete|official|in the (?:system|books|queue|calendar|diary)|on (?:file|record|the (?:list|way|books|schedule|calendar))|in our (?:system|records|hands|books)|locked in|taken care of|up and running|underway|under way|in motion|through|in|on it|yours|good)(?= )(?! (?:to help|for you to|when|mind))|taken care of|in (?:good|the right|safe) hands|(?:on|en) (?:its|his|her|their|the|my|it is) way|en route|it is a (?:done deal|date)|consider it|success|successfully|successful|complete|went through|gone through|has gone (?:in|through)|have gone (?:in|through)|it worked|rest assured|you can (?:relax|count on|expect|rest easy|look forward)|expect (?:a|an|to) (?:call|visit|email|technician|engineer|hear|text|message|confirmation)|guaranteed?|consider (?:it|that|this)|mission accomplished|no need to call (?:back|again)|you are (?:all )?(?:set|good|in|booked|sorted|down|confirmed|covered|on the list|scheduled|registered)|everything is (?:fine|set|good)|(?:help|assistance) is coming|under control|that is (?:that|it done|us done)|locked in|lock it in|is locked|squared away|on the (?:books|calendar|schedule)|in the (?:system|books|pipeline)`,
      ...{ when: 'past', deed: 'word' },
    },
    {
      find: `(?:someone|somebody|technician|engineer|team|colleague|crew|agent|person|specialist|representative|office|they) (?:\\p{L}+ ){0,3}?(?:comes|calls|visits|gets back|arrives|contacts|is on it|are on it|drops by|follows up|swings by|stops by)`,
      ...{ when: 'coming', ours: true, deed: 'promise' },
    },
    {
      find: '(?:is|are) (?:now |already )*with (?:our|the|an?) (?:\\p{L}+ ){0,2}?(?:team|engineers?|technicians?|people|desk|specialists?|colleagues?|office|experts?|department)|(?:has|have) (?:already |now |just )?gone (?:\\p{L}+ )?(?:to|in|through|out|over)|look(?:ing)? forward to (?:seeing|meeting|welcoming|having)',
      when: 'past',
      deed: 'word',
    },
    {
      find: '(?:ticket|request|case|report|issue|claim|booking|appointment|password|account|complaint) (?:\\p{L}+ ){0,2}?is (?:now |already )*(?:open|active|live|valid|in|working)',
      when: 'past',
      deed: 'record',
    },
    {
      find: '(?:engineers?|team|technicians?|people|desk|colleagues?|they|crew|specialists?) (?:\\p{L}+ ){0,2}?(?:are|is) (?:\\p{L}+ ){0,2}?\\p{L}{3,}ing',
      when: 'coming',
      ours: true,
      deed: 'promise',
    },
    {
      find: 'see you (?:on|at|tomorrow|then|there|this|next|soon on)|(?:you|your \\p{L}+) (?:get|receive|hear) (?:a|an|from|it)(?! chance)|you (?:now |already )?(?:have|have got) (?:a|an|the|your) (?:\\p{L}+ )?(?:appointment|booking|ticket|reservation|slot|visit|confirmation)',
      ...{ when: 'past', deed: 'book' },
    },
    {
      find: '(?:your|the|an?) (?:next |new )?(?:appointment|booking|visit|slot|time|reservation|delivery|pickup)(?: (?:with|at|for|to) (?:\\p{L}+ ){1,3}?)? ?(?:is|will be|at|on|for)',
      ...{ when: 'past', deed: 'book', dated: true },
    },
  ],
  ours: [
    `(?:i|we|our team|the team|my team|they|us|i am|we are)(?: (?:${adverbs}|ticket|request|appointment|report|\\p{L}+ly|have|ahead|and|went|took|liberty|of|details|everything)){0,6}`,
    'having',
  ],
  auxiliaries: [
    '(?:have|has|had|been|was|were|is|are|be|being|got|gets|get|now|already|all|successfully|gone ahead and|went ahead and|it|everything|that|request|ticket|appointment|report)(?: (?:\\p{L}+ly|just|now|already|also|all|been|safely|put|it)){0,3}',
  ],
  records:
    'registration complete|ticket|tickets created|request (?:is|was|has)|appointment (?:is|was|has)|booking|case (?:is|was|has|number)',
  negations: [
    'not',
    'no',
    'nothing',
    'never',
    'none',
    'nobody',
    'no (?:ticket|request|appointment|booking|report|case|record|changes?|reservation|order|message|call|visit)s?',
    'neither',
    'without',
    'nor',
    'cannot',
    'hardly',
    'yet to',
    'no one',
    'none of it',
    'none of that',
    'none of this',
    'unable to',
  ],
  between: [
    ...[
      'have',
      'has',
      'had',
      'been',
      'be',
      'being',
      'is',
      'are',
      'was',
      'were',
      'yet',
      'been',
      'i',
      'we',
      'it',
      'anything',
      'you',
      'actually',
      'really',
      'currently',
      'yet been',
      'will',
      'going',
      'to',
      'am',
      'get',
      'getting',
      'got',
      'ticket',
      'request',
      'appointment',
      'record',
      'of',
      'a',
      'an',
      'any',
      'your',
      'the',
      'can',
      'could',
      'so',
      'far',
      'still',
      'able',
    ],
  ],
  unless: [
    '(?:can|could|may|might|must|should|would|needs? to|has to|have to|needs|to|cannot)(?: (?:also|only|then|always|still|easily|not|usually|first|just))*(?: (?:be|have|have been|get|have it|have that|get it|get that|being))?(?: \\p{L}+ly)?',
    '(?:if|whether|when|once|until|till|unless|before|after|as soon as|as if|while|in case|how|why|where|so that|in order for|wait for|waiting for|whichever|what)(?: \\p{L}+){0,7}',
    '(?:you (?:say|said|told me|told us|mentioned|explained|report|reported|are saying|were saying|have said|have told me)|according to you|from what you (?:say|said|told me))(?: \\p{L}+){0,12}',
    '(?:most|many|some|all|other|these|those|the|which|few)? ?(?:tickets|requests|appointments|bookings|reports|cases|problems|reservations|complaints|orders|calls)(?: (?:are|get|that are|which are))?(?: (?:usually|normally|always|only|often|generally|never))?',
    '(?:office|offices|shop|store|library|desk|line|town hall|branch|counter|we|road|street|lines)(?: (?:is|are|remains|stays|will be))(?: (?:always|usually|normally|only))?(?! )',
    '(?:want|like|prefer|need)(?: \\p{L}+){0,4}',
    '(?:the|a|an|any|by|of|for|about|my|how|another)(?: \\p{L}+)? (?=set|fixed|put|order)',
    '(?:usually|normally|typically|generally)',
  ],
  futures: ['(?:will|shall|going to)(?: \\p{L}+){0,2}? (?:be|get)(?: \\p{L}+ly)?'],
  byCaller: [
    '(?:you|caller)(?: (?:have|had|just|already|also|yourself|previously|recently|once|first|got))*',
  ],
  conditions: [
    '(?:if|when|once|as soon as|before|after|until|unless|whenever|provided|only when|only if)(?: \\p{L}+){0,2}? you(?: \\p{L}+){0,2}? (?:agree|confirm|confirmed|like|want|say|said|tell|told|give|given|wish|prefer|approve|accept|are happy|are ready|are sure|are okay|are ok|would like|need|decide|choose|have given|have told|have confirmed)',
    '(?:if|when|once|as soon as) (?:that|this|it) (?:is|sounds|suits|works|looks) (?:\\p{L}+ )?(?:okay|ok|right|correct|good|fine|you)',
    'with your (?:permission|approval|consent|ok|okay|yes|agreement|go ahead)',
  ],
  asks: [
    '(?:and |so |ok |okay |alright |great |perfect |right |well |then |or |now |sure |in |on |at |for |from |to |by |with |thanks |sorry )*(?:what|who|whom|which|when|where|why|how|do|does|did|shall|should|would|could|can|may|might|is|are|was|were|has|have|had|will|want me|any|anything|something|need|am|whose|ready|does)(?= )',
  ],
  rhetoric: [
    '(?:did|do) you (?:know|see|hear|notice) (?:that )?',
    'is not (?:it|that) (?:great|good|wonderful)',
    'are not you (?:glad|happy)',
    'how (?:great|good|nice|wonderful) is it',
    'have i (?:told|mentioned)',
  ],
  days: [
    'monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|today|tomorrow|tonight|noon|o ?clock|midday|midnight|week|\\d{1,2}(?:st|nd|rd|th|am|pm)?|\\d{1,2} \\d{2}',
  ],
};
