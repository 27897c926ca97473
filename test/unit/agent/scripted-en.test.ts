import { play } from './spoken-turns';

const from = '+447700900123';

test('a password is to be reset: the system is taken from the first sentence', () => {
  const reset = { system: 'computer', username: 'asmith', name: 'Alice Smith', phone: from };
  play(
    'help-desk',
    [
      ['hi there', { says: /How can I help you\?/ }],
      ["I can't log in to my computer", { asks: 'username', says: /^I can help you get a password reset\./ }],
      ['asmith', { asks: 'name' }],
      ['Alice Smith', { calls: ['password_reset', reset] }],
      ["no, it's Alice Smyth", { calls: ['password_reset', { ...reset, name: 'Alice Smyth' }] }],
      ['yes', { done: true }],
      ["no, that's all", { bye: true }],
    ],
    { from },
  );
});

test('what is said about a laptop is kept as its description', () => {
  play('help-desk', [
    ["my laptop won't start since the update, this is Bob Jones", { asks: 'asset' }],
    ["I don't know", { asks: 'location', says: /^That's fine, we'll leave that open\./ }],
    ['at home', { asks: 'phone' }],
    ['what can you do?', { asks: 'phone', says: /digit by digit/ }],
    [
      'oh seven seven double oh, nine double oh, one two three',
      {
        calls: [
          'laptop_problem',
          {
            details: "my laptop won't start since the update",
            location: 'at home',
            name: 'Bob Jones',
            phone: from,
          },
        ],
      },
    ],
  ]);
});

test('a network problem is corrected by the name of the field', () => {
  const problem = { network: 'vpn', details: 'it says error 812', name: 'Bob Jones', phone: from };
  play(
    'help-desk',
    [
      ['the vpn is not working', { asks: 'details' }],
      ['it says error 812', { asks: 'location' }],
      ['nope', { asks: 'name' }],
      ['Bob Jones', { calls: ['network_problem', problem] }],
      ['my name is Robert Jones', { calls: ['network_problem', { ...problem, name: 'Robert Jones' }] }],
      ['no', { asks: 'correction' }],
      ['the problem', { asks: 'details' }],
      [
        'it says error 815',
        { calls: ['network_problem', { ...problem, name: 'Robert Jones', details: 'it says error 815' }] },
      ],
      [
        'say that again',
        { calls: ['network_problem', { ...problem, name: 'Robert Jones', details: 'it says error 815' }] },
      ],
      ['cancel', { says: /anything/i }],
      ['no thanks', { bye: true }],
    ],
    { from },
  );
});

test('software is asked for, with a look-up on the way and a date', () => {
  const wish = {
    software: 'Figma',
    reason: 'for design work',
    needed_by: '2026-12-01',
    name: 'Bob Jones',
    phone: from,
  };
  play(
    'help-desk',
    [
      ['I need new software', { asks: 'software' }],
      [
        'wait, first how is my ticket 1042?',
        { asks: 'software', calls: ['ticket_status', { number: '1042' }], says: /Back to where we were/ },
      ],
      ['Figma', { asks: 'reason' }],
      ['for design work', { asks: 'needed_by' }],
      ['1 December', { asks: 'name' }],
      ['Bob Jones', { calls: ['software_request', wish] }],
      ['no, by 3 December', { calls: ['software_request', { ...wish, needed_by: '2026-12-03' }] }],
    ],
    { from },
  );
});

test('tickets: status, list, comment, priority, close', () => {
  play(
    'help-desk',
    [
      ['how is my ticket', { asks: 'number' }],
      ["I don't know", { asks: 'number', calls: ['my_tickets', {}] }],
      ['one thousand and forty-two', { calls: ['ticket_status', { number: '1042' }] }],
      ['add a comment', { asks: 'text' }],
      [
        'it also happens at home',
        { calls: ['comment_ticket', { number: '1042', text: 'it also happens at home' }] },
      ],
      ['yes please', { done: true }],
      ['escalate ticket 1042', { calls: ['raise_ticket', { number: '1042' }] }],
      ['yes', { done: true }],
      ['close ticket 1042', { asks: 'reason' }],
      ['it works again', { calls: ['close_ticket', { number: '1042', reason: 'it works again' }] }],
      [
        'no, the reason is that I got a new laptop',
        { calls: ['close_ticket', { number: '1042', reason: 'I got a new laptop' }] },
      ],
    ],
    { from },
  );
});

test('a closed ticket is opened again', () => {
  play(
    'help-desk',
    [
      ['reopen ticket 1042', { asks: 'reason' }],
      ['it broke once more', { calls: ['reopen_ticket', { number: '1042', reason: 'it broke once more' }] }],
      ['yes', { done: true }],
      ['my ticket is not solved', { asks: 'number' }],
    ],
    { from },
  );
});

test.each(['wi-fi', 'the wi fi', 'the WiFi please', 'the Wi-Fi'])(
  '"%s" is a choice, however it is written',
  (said) => {
    play('help-desk', [
      ['there is no network here at all today', {}],
      [said, { asks: 'location' }],
    ]);
  },
);

test('gibberish, then a person; and a person at once', () => {
  play('help-desk', [
    ['blah', { says: /^Sorry, I didn't get that\. I can help you/ }],
    ['blah', { says: /I want to get a password reset/ }],
    ['blah', { says: /Would you like a person to call you back\?$/ }],
    ['yes please', { calls: ['request_person', {}] }],
  ]);
  play('help-desk', [['can I speak to a person', { calls: ['request_person', {}] }]]);
});
