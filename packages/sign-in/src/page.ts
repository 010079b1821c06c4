import type { VNode } from 'preact';
import type { Words } from './messages/index.js';
import type { PageContext } from './page-context.js';

/** What a page's body is given. */
export interface PageProps<View> {
  readonly view: View;
  readonly context: PageContext;
  readonly words: Words;
}

/** The contract of a page: one folder under `pages/`, one line in its list. Heading, brand and document belong to the layout. */
export interface Page<View> {
  /** Plain text for the one heading and the document title. */
  readonly title: (view: View, words: Words) => string;
  /** What stands below the heading. */
  readonly Body: (props: PageProps<View>) => VNode | null;
  /** Extra content of `<head>`. */
  readonly Head?: (props: PageProps<View>) => VNode | null;
  /** Tables need more room than a card. */
  readonly wide?: true;
  /** What this page needs beyond the strict policy of all pages. */
  readonly needs?: (view: View) => PageNeeds;
}

/** Exceptions from the strict Content Security Policy, each asked for by name. */
export interface PageNeeds {
  /** `script-src` sources; absent: no script at all. */
  readonly scripts?: readonly string[];
  /** `form-action` sources that replace `'self'` and the context's. */
  readonly formActions?: readonly string[];
  /** Addresses of frames on the page. */
  readonly frames?: readonly string[];
  /** The page may stand in a frame itself: it has nothing that a hijacked click could do. */
  readonly framable?: true;
}
