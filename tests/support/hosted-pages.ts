// Owns: what a person does on the platform's hosted pages: reads the heading, fills the fields, presses the buttons.
import type { Page } from 'playwright-core';
import type { Person } from './browser-seed.js';

/** The heading of the page. */
export async function heading(page: Page): Promise<string> {
  return (await page.locator('h1').innerText()).trim();
}

/** The words of the page. */
export async function words(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replace(/\s+/g, ' ').trim();
}

const arrivals = new WeakMap<Page, () => Promise<void>>();

/** Has something done on every page that the functions below arrive at. */
export function onArrival(page: Page, act: () => Promise<void>): void {
  arrivals.set(page, act);
}

/** Opens an address, and waits for where it leads. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await arrivals.get(page)?.();
}

/** Does something that leads to another page, and waits for that page. */
export async function andArrive(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame()), act()]);
  await page.waitForLoadState();
  await arrivals.get(page)?.();
}

/** Presses a button, or what has its name in it where there are several words, and waits for the next page. */
export async function press(page: Page, button: string | RegExp): Promise<void> {
  await andArrive(page, () => page.getByRole('button', { name: button, exact: true }).click());
}

export async function typeUserName(page: Page, userName: string): Promise<void> {
  await page.getByLabel('User name').fill(userName);
  await press(page, 'Next');
}

export async function typePassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password').fill(password);
  await press(page, 'Sign in');
}

/** Signs in from the first page on, and says whether to stay signed in. */
export async function signIn(
  page: Page,
  { userName, password }: Person,
  staySignedIn: 'Yes' | 'No' = 'No',
): Promise<void> {
  await typeUserName(page, userName);
  await typePassword(page, password);
  await press(page, staySignedIn);
}
