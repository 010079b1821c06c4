// The hosted pages: a view model in, an HTML document out, with the policy and the files that the document needs.
// Owns markup, texts, looks and the names of posted fields. Refuses decisions, sessions, HTTP and scripts (but for the one line
// that posts an answer to an application). Called by the server's pages door.
export { contentSecurityPolicy } from './content-security-policy.js';
export type {
  AccountSummary,
  ApplicationSummary,
  FormTarget,
  ListedAccount,
  PermissionText,
} from './elements/index.js';
export type { ErrorEntry } from './error-entry.js';
export { type MessageId, type TextId, type Words, wordsFor } from './messages/index.js';
export type { Branding, PageContext } from './page-context.js';
export { formPostScript, type PageView } from './pages/index.js';
export { type Choice, choices, fieldNames, parseChoice } from './posted-form.js';
export { renderPage } from './render-page.js';
export { type StaticAsset, staticAssets, stylesheetPath } from './static-assets.js';
