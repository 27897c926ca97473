/** Ids of our letters: nobody makes one who does not know the key. */
import { codeOfThread, letterIdOf, looksLikeOurs, threadIdOf } from '../../../src/channels/email/letter-ids';

const domain = 'villanueva.example';

test('the root of a thread names its code, to us and under our key alone', () => {
  const root = threadIdOf('key', 'R-7K3F-92QD', domain);
  expect(codeOfThread('key', root)).toBe('R-7K3F-92QD');
  expect(codeOfThread('another key', root)).toBeUndefined();
  expect(codeOfThread('key', root.replace('R-7K3F', 'R-7K3G'))).toBeUndefined();
  // A relay may have its own domain behind the @.
  expect(codeOfThread('key', root.replace(domain, 'relay.example'))).toBe('R-7K3F-92QD');
  for (const other of ['<case.R-7K3F-92QD@villanueva.example>', '<case..@x>', '', `${root} `])
    expect(codeOfThread('key', other)).toBeUndefined();
});

test('the id of a letter is the same on every try and cannot be worked out from what a code tells', () => {
  const id = letterIdOf('key', 'outreach/R-7K3F-92QD/1/email', domain);
  expect(letterIdOf('key', 'outreach/R-7K3F-92QD/1/email', domain)).toBe(id);
  expect(letterIdOf('another key', 'outreach/R-7K3F-92QD/1/email', domain)).not.toBe(id);
  expect(looksLikeOurs(id)).toBe(true);
  expect(looksLikeOurs('<answer@example.org>')).toBe(false);
});
