import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { authorizeAddress } from '../support/authorize-address.js';
import { ann, apps, nativeScheme } from '../support/browser-seed.js';
import { type BrowserWorld, startBrowserWorld } from '../support/browser-world.js';
import { andArrive, heading, open, press, signIn, typePassword, typeUserName, words } from '../support/hosted-pages.js';

let world: BrowserWorld;

beforeAll(async () => {
  world = await startBrowserWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  expect(await world.leave()).toEqual([]);
});

const visit = (): Promise<Page> => world.visit({ lookedOver: true, javaScriptEnabled: false });

test('x', async () => {
  const page = await visit();
  world.secure.pages.set('/wiki', { body: '<!doctype html><title>Here</title>' });
  await open(page, authorizeAddress(world.baseUrl, { client_id: apps.wiki, redirect_uri: `${world.secure.origin}/wiki` }));
  console.log(await heading(page), await words(page));
  await signIn(page, ann);
  console.log(page.url());
});
