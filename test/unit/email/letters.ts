/** Letters as mail programs and servers write them, in words of our own. */

/** A letter of its heads and its body. */
export const letterOf = (heads: Record<string, string>, body: string): Uint8Array =>
  Buffer.from(
    [...Object.entries(heads).map(([name, value]) => `${name}: ${value}`), '', ...body.split('\n')].join(
      '\r\n',
    ),
  );

export const ours = '<0123456789abcdef0123456789abcdef01234567@villanueva.example>';

/** Heads of somebody's answer. */
export const answerHeads = (more: Record<string, string> = {}): Record<string, string> => ({
  From: 'Ana Ruiz <Ana@Example.org>',
  To: 'avisos@villanueva.example',
  Subject: 'Re: Su solicitud R-7K3F-92QD',
  'Message-ID': '<answer-1@example.org>',
  'In-Reply-To': ours,
  References: `<case.X@villanueva.example> ${ours}`,
  'Content-Type': 'text/plain; charset=utf-8',
  ...more,
});

/** Parts as one body. */
export const partsOf = (boundary: string, ...parts: string[]): string =>
  [...parts.map((part) => `--${boundary}\n${part}`), `--${boundary}--`, ''].join('\n');

/** A report that a letter did not arrive. */
export function reportOf(
  status: string,
  returned: string,
  { heads = {}, type = 'message/delivery-status' }: { heads?: Record<string, string>; type?: string } = {},
): Uint8Array {
  return letterOf(
    {
      From: 'MAILER-DAEMON@mail.example.org (Mail Delivery System)',
      To: 'avisos@villanueva.example',
      Subject: 'Undelivered Mail Returned to Sender',
      'Message-ID': '<report-1@mail.example.org>',
      'Auto-Submitted': 'auto-replied',
      'MIME-Version': '1.0',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary="edge"',
      ...heads,
    },
    partsOf(
      'edge',
      'Content-Type: text/plain; charset=us-ascii\n\nI could not hand your letter over.',
      `Content-Type: ${type}\n\n${status}`,
      returned,
    ),
  );
}

/** How three servers tell the same. */
export const reports = {
  postfix: (status = '5.1.1', action = 'failed') =>
    reportOf(
      `Reporting-MTA: dns; mail.example.org\nX-Postfix-Queue-ID: ABC\nArrival-Date: Mon, 23 Nov 2026 10:00:00 +0000\n\nFinal-Recipient: rfc822; ana@example.org\nOriginal-Recipient: rfc822;ana@example.org\nAction: ${action}\nStatus: ${status}\nRemote-MTA: dns; mx.example.org\nDiagnostic-Code: smtp; 550 ${status} <ana@example.org>: no such user\n    here`,
      `Content-Type: text/rfc822-headers\n\nReceived: by mail.example.org\nMessage-ID:\n ${ours}\nTo: ana@example.org\nSubject: Su solicitud`,
    ),
  exchange: (status = '5.2.2') =>
    reportOf(
      `Reporting-MTA: dns;EXAMPLE.prod.example.com\nReceived-From-MTA: dns;mail.villanueva.example\n\nFinal-Recipient: rfc822;ana@example.org\nAction: failed\nStatus: ${status}\nDiagnostic-Code: smtp;554 ${status} mailbox full; STOREDRV.Deliver`,
      `Content-Type: message/rfc822\n\nFrom: avisos@villanueva.example\nTo: ana@example.org\nMessage-ID: ${ours}\nContent-Type: text/plain\n\nSu solicitud`,
      {
        heads: { From: '<postmaster@example.org>', 'X-MS-Exchange-Message-Is-Ndr': '', 'In-Reply-To': ours },
      },
    ),
  gmail: (status = '4.4.1') =>
    reportOf(
      `Reporting-MTA: dns; googlemail.com\nArrival-Date: Mon, 23 Nov 2026 02:00:00 -0800 (PST)\nX-Original-Message-ID: ${ours}\n\nFinal-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: ${status}\nDiagnostic-Code: smtp; the server did not answer\nLast-Attempt-Date: Mon, 23 Nov 2026 02:00:01 -0800 (PST)`,
      `Content-Type: message/rfc822\n\nMessage-ID: ${ours}\nTo: ana@example.org\n\nSu solicitud`,
      {
        heads: {
          From: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
          'X-Failed-Recipients': 'ana@example.org',
        },
      },
    ),
  /** Nothing of the letter is returned; the report only answers it. */
  bare: () =>
    reportOf(
      'Reporting-MTA: dns; mail.example.org\n\nFinal-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.7.1',
      'Content-Type: text/plain\n\n',
      { heads: { References: ours } },
    ),
};
