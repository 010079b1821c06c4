import { type Answer, type Browser, stepOf } from './browser.js';

/** How somebody answers the pages of a sign-in. */
export interface Person {
  readonly userName: string;
  readonly password: string;
  readonly staySignedIn?: 'yes' | 'no';
  readonly consent?: 'accept' | 'cancel';
}

/** Answers every page of a sign-in until it leaves the platform or shows something else. @returns that answer, and the steps taken. */
export async function signInAs(
  browser: Browser,
  begun: Answer,
  person: Person,
): Promise<{ readonly answer: Answer; readonly steps: readonly string[] }> {
  const steps: string[] = [];
  let page = begun;
  for (;;) {
    const step = stepOf(page);
    if (step === undefined || page.status !== 200) return { answer: page, steps };
    if (steps.length > 12) throw new Error(`the sign-in does not end: ${steps.join(', ')}`);
    steps.push(step);
    const next = await answerStep(browser, page, step, person);
    if (next === undefined) return { answer: page, steps };
    page = next;
  }
}

async function answerStep(browser: Browser, page: Answer, step: string, person: Person): Promise<Answer | undefined> {
  switch (step) {
    case 'identify':
      return browser.press(page, { choice: 'next' }, { username: person.userName });
    case 'password':
      return browser.press(page, { choice: 'next' }, { password: person.password });
    case 'pick-account':
      return browser.press(page, { choice: 'another-account' });
    case 'stay-signed-in':
      return browser.press(page, { choice: person.staySignedIn ?? 'no' });
    case 'confirm-device':
      return browser.press(page, { choice: 'yes' });
    case 'consent':
      return page.body.includes('value="accept"')
        ? browser.press(page, { choice: person.consent ?? 'accept' })
        : undefined;
    default:
      return undefined;
  }
}
