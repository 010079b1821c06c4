import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { banner } from './banner.js';
import { homePageHints } from './newcomer-hints.js';

const root = resolve(import.meta.dirname, '../../../..');
const samples = { dev: true, seed: [resolve(root, 'examples/contoso.yaml')] };
const usual = { baseUrl: 'https://localhost:8443', caFile: resolve(root, '.gatehouse/tls/ca.pem') };

it('says where Gatehouse is, what to trust, whom to sign in as, and what to copy', () => {
  expect(banner(usual, samples, root)).toMatchInlineSnapshot(`
    "
      Gatehouse    https://localhost:8443
      Trust        .gatehouse/tls/ca.pem (the CA file)
      Sign in      at http://localhost:3000 (the sample web app below) as alice@contoso.example with Fake-Passw0rd-1
      Development  controls under /gatehouse/v1/dev are open to everyone on this machine

      Get a token for the sample daemon:
        NODE_EXTRA_CA_CERTS=.gatehouse/tls/ca.pem node examples/daemon/daemon.mjs

      Run the sample web app, http://localhost:3000:
        NODE_EXTRA_CA_CERTS=.gatehouse/tls/ca.pem node examples/web-app/web-app.mjs

      Run the sample API, http://localhost:4000, which both of them call:
        NODE_EXTRA_CA_CERTS=.gatehouse/tls/ca.pem node examples/api/api.mjs

      Ctrl+C stops it.

    "
  `);
});

it('says where another port is, and what lies outside of the folder in full', () => {
  const elsewhere = { baseUrl: 'https://localhost:8453', caFile: "/srv/ann's data/ca.pem" };
  expect(banner(elsewhere, samples, root)).toContain(
    "    NODE_EXTRA_CA_CERTS='/srv/ann'\\''s data/ca.pem' GATEHOUSE_URL=https://localhost:8453 node examples/daemon/daemon.mjs\n",
  );
  expect(banner(usual, samples, resolve(root, 'docs'))).toContain(` node ${root}/examples/daemon/daemon.mjs\n`);
});

it('has no certificate to trust when the operator brings one', () => {
  const own = banner({ ...usual, caFile: null }, samples, root);
  expect(own).not.toContain('Trust');
  expect(own).toContain('\n    node examples/daemon/daemon.mjs\n');
});

it('offers no samples where they cannot run: on plain http, and without their tenants and programs', () => {
  const plain = banner({ baseUrl: 'http://localhost:8443', caFile: null }, samples, root);
  expect(plain).toContain('MSAL needs https');
  expect(plain).not.toContain('node examples');
  for (const seed of [[], ['/etc/tenants.yaml'], ['/etc/contoso.yaml']]) {
    const other = banner(usual, { dev: false, seed }, root);
    expect(other).not.toMatch(/node |alice|Development/);
    expect(other).toContain('https://localhost:8443');
  }
});

it('has the home page name the sample account, in development only', () => {
  expect(homePageHints(samples)?.[0]).toContain('alice@contoso.example with Fake-Passw0rd-1');
  expect(homePageHints({ dev: true, seed: [] })).toEqual([expect.stringContaining('/gatehouse/v1/dev')]);
  expect(homePageHints({ ...samples, dev: false })).toBeUndefined();
});
