import type { StartedPlatform } from '@gatehouse/testkit';
import { type Answer, answerFields, Browser, formsOf } from './browser.js';
import { type Person, signInAs } from './sign-in-as.js';
import { trustingFetch } from './trusting-fetch.js';

/** Opens a person's browser without JavaScript that trusts the platform's certificate. */
export function openBrowser({ baseUrl, ca }: Pick<StartedPlatform, 'baseUrl' | 'ca'>): Browser {
  return new Browser(baseUrl, trustingFetch(ca));
}

/** What came back to an application: the parameters, and the address they were sent to. */
export interface Callback {
  readonly fields: Readonly<Record<string, string>>;
  /** With the parameters of a query or fragment in it. */
  readonly url: string;
  /** How they came. */
  readonly mode: 'query' | 'fragment' | 'form_post';
}

/**
 * Follows an authorization URL as a person would: signs in on the pages, consents, and comes back to the application.
 * @throws when the pages end without an answer to the application.
 */
export async function completeSignIn(browser: Browser, authorizationUrl: string, person: Person): Promise<Callback> {
  const { answer, steps } = await signInAs(browser, await browser.open(authorizationUrl), person);
  const callback = callbackOf(answer);
  if (callback === undefined) {
    throw new Error(`no answer to the application after ${steps.join(', ')}: ${answer.status} ${answer.body}`);
  }
  return callback;
}

/** What a device shows its person. */
export interface ShownCode {
  readonly verificationUri: string;
  readonly userCode: string;
}

/** Types a device's code, signs in and says yes on every page that follows. @returns the last page. */
export async function approveDevice(browser: Browser, shown: ShownCode, person: Person): Promise<Answer> {
  return (await signInAs(browser, await typeCode(browser, shown), person)).answer;
}

/** Types a device's code, signs in and says that this device is not theirs. @returns the last page. */
export async function declineDevice(browser: Browser, shown: ShownCode, person: Person): Promise<Answer> {
  const password = await browser.press(
    await typeCode(browser, shown),
    { choice: 'next' },
    { username: person.userName },
  );
  const confirm = await browser.press(password, { choice: 'next' }, { password: person.password });
  return browser.press(confirm, { choice: 'no' });
}

async function typeCode(browser: Browser, { verificationUri, userCode }: ShownCode): Promise<Answer> {
  return browser.press(await browser.open(verificationUri), { choice: 'next' }, { user_code: userCode });
}

function callbackOf(answer: Answer): Callback | undefined {
  if (answer.location !== undefined) {
    const mode = new URL(answer.location).hash === '' ? 'query' : 'fragment';
    return { fields: answerFields(answer), url: answer.location, mode };
  }
  const [form] = formsOf(answer);
  return form === undefined || form.action.startsWith('/')
    ? undefined
    : { fields: form.fields, url: form.action, mode: 'form_post' };
}
