import { describe, expect, it } from 'vitest';
import { errorCodes, errorRow, parseErrorCode, publicSentence } from './catalogue.js';

/** Words that MSAL looks for in a description, to tell whether a person must act. */
const misread = [
  'interaction_required',
  'consent_required',
  'login_required',
  'bad_token',
  'ui_not_allowed',
  'interrupted_user',
];

describe('the sentences of the catalogue', () => {
  it('hold no word by which a client would take one error for another', () => {
    for (const code of errorCodes()) {
      for (const word of misread) expect(errorRow(code).sentence, String(code)).not.toContain(word);
    }
  });

  it.each([50074, 50097, 50125, 50129, 50131, 53001, 530032])(
    'explain %i, which clients and their users look up',
    (number) => {
      const code = parseErrorCode(String(number));
      expect(code).toBe(number);
    },
  );

  it.each([50074, 50097, 50129, 50131, 53001, 530032] as const)('%i asks for a person', (code) => {
    expect(['interaction_required', 'access_denied']).toContain(errorRow(code).error);
  });
});

describe('what a caller sent', () => {
  it('is quoted where it is short and plain', () => {
    expect(publicSentence({ code: 70003, details: { grant: 'telepathy' } })).toBe(
      'the grant type `telepathy` is not supported',
    );
  });

  it('is cut to 256 characters', () => {
    expect(publicSentence({ code: 70003, details: { grant: 'x'.repeat(300) } })).toContain(`\`${'x'.repeat(256)}\``);
  });

  it.each([...misread, 'Login_Required', 'x login_required x', 'AADSTS50076: more'])(
    'is not repeated when clients would read it as the error: %s',
    (grant) => {
      expect(publicSentence({ code: 70003, details: { grant } })).toBe(
        'the grant type `(not repeated)` is not supported',
      );
    },
  );

  it('cannot become such a word by what is taken out of it', () => {
    for (const gap of ['\u0000', '\n', '"', '\\', 'é']) {
      expect(publicSentence({ code: 70003, details: { grant: `login${gap}_required` } })).not.toContain(
        'login_required',
      );
    }
  });
});
