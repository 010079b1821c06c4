// @ts-check
// Serves the single-page application of this folder. It knows nothing of sign-ins: everything happens in the browser.
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { listen } from '../listen.mjs';
import { requireGatehouse } from '../require-gatehouse.mjs';

const gatehouse = process.env.GATEHOUSE_URL ?? 'https://localhost:8443';
const gateway = process.env.GATEWAY_URL ?? 'http://localhost:4001';

/** Where MSAL lies, and the package beside it that it imports. */
const packages = new URL('../../', import.meta.resolve('@azure/msal-browser'));
/** @type {Record<string, URL>} */
const pages = {
  '/': new URL('./index.html', import.meta.url),
  '/redirect.html': new URL('./redirect.html', import.meta.url),
  '/spa.mjs': new URL('./spa.mjs', import.meta.url),
};
/** @type {Record<string, string>} */
const contentTypes = { '.html': 'text/html; charset=utf-8', '.mjs': 'text/javascript' };

await requireGatehouse(gatehouse);
const url = await listen(5173, async (request, response) => {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path === '/settings.json') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ gatehouse, gateway }));
    return;
  }
  const file = fileAt(path);
  const content = file === undefined ? undefined : await readFile(file).catch(() => undefined);
  if (file === undefined || content === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': contentTypes[extname(file.pathname)] }).end(content);
});
console.log(`The sample single-page application is at ${url}. Sign in as alice@contoso.example with Fake-Passw0rd-1.`);

/**
 * The file at an address: a page, or a script of the packages, whatever dots the address has.
 * @param {string} path
 */
function fileAt(path) {
  const page = pages[path];
  if (page !== undefined || !path.startsWith('/@azure/')) return page;
  const file = new URL(path.slice('/@azure/'.length), packages);
  return file.href.startsWith(packages.href) && extname(file.pathname) === '.mjs' ? file : undefined;
}
