import { expect, test } from 'vitest';
import { hashPassword, isOutdated, verifyHash } from './password-hash.js';

test('a hash is Argon2id with 19 MiB, two passes and one lane, salted afresh each time', async () => {
  const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
  expect(isOutdated(one)).toBe(false);
});

test('only the very password verifies: nothing is trimmed, folded or normalised', async () => {
  const phc = await hashPassword(' Zoë ');
  expect(await verifyHash(phc, ' Zoë ')).toBe(true);
  for (const other of ['Zoë', ' Zoë', ' zoë ', ' Zoe\u0308 ', '']) expect(await verifyHash(phc, other)).toBe(false);
});

test.each([
  '$argon2id$v=19$m=12288,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  '$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
])('%s was made with other parameters than today’s', (phc) => {
  expect(isOutdated(phc)).toBe(true);
});
