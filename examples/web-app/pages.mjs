// @ts-check
// The pages of the sample web app, and nothing of how people sign in.

export function welcomePage() {
  return page('Contoso Web', '<p>You are not signed in.</p><p><a href="/sign-in">Sign in</a></p>');
}

/** @param {import('@azure/msal-node').AccountInfo} account */
export function claimsPage({ name, username, idTokenClaims }) {
  const rows = Object.entries(idTokenClaims ?? {}).map(
    ([claim, value]) => `<tr><th>${escape(claim)}</th><td>${escape(String(value))}</td></tr>`,
  );
  return page(
    'Contoso Web',
    `<p>Signed in as ${escape(name ?? '')} (${escape(username)}).</p>
<ul><li><a href="/profile">My profile, from Graph</a></li><li><a href="/orders">My orders, from the Orders API</a></li></ul>
<form method="post" action="/orders"><button>Order a desk lamp</button> (Bob may; Alice has to ask an administrator)</form>
<form method="post" action="/sign-out"><button>Sign out</button></form>
<h2>The claims of the ID token</h2><table>${rows.join('')}</table>`,
  );
}

/**
 * @param {string} title
 * @param {string} data
 */
export function dataPage(title, data) {
  return page(title, `<pre>${escape(data)}</pre><p><a href="/">Back</a></p>`);
}

/**
 * @param {string} title
 * @param {string} body HTML
 */
function page(title, body) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(title)}</title><link rel="icon" href="data:,">
<style>body { font: 1rem/1.5 system-ui; margin: 2rem auto; max-width: 50rem } th { text-align: left; padding-right: 1rem }</style>
<h1>${escape(title)}</h1>${body}</html>`;
}

/** Claims and answers are other people's words. @param {string} text */
function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
