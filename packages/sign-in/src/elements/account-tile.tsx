import type { ComponentChildren, VNode } from 'preact';
import { Foreign, foreignText } from '../foreign/index.js';
import type { Words } from '../messages/index.js';
import { Button } from './button.js';
import { Form, type FormTarget } from './form.js';

/** A person's account as the person knows it. Before the password is proved, only the user name that was typed. */
export interface AccountSummary {
  readonly userName: string;
  readonly displayName?: string;
}

interface AccountTileProps {
  readonly account: AccountSummary;
  /** A short line below the names. */
  readonly children?: ComponentChildren;
}

/** Initial, names and state, in phrasing content only, so that it may stand in a button. */
export function AccountTile({ account, children }: AccountTileProps): VNode {
  const { displayName, userName } = account;
  return (
    <span class="tile">
      <Initials name={displayName ?? userName} />
      <span class="tile-text">
        {displayName !== undefined && (
          <span class="tile-name">
            <Foreign text={displayName} />
          </span>
        )}
        <span class={displayName === undefined ? 'tile-name' : 'tile-detail'}>
          <Foreign text={userName} />
        </span>
        {children}
      </span>
    </span>
  );
}

interface CurrentAccountProps {
  readonly account: AccountSummary;
  readonly target: FormTarget;
  readonly words: Words;
}

/** The account of this step and the way to another one, as a form of its own: Enter in the page's field must not press it. */
export function CurrentAccount({ account, target, words }: CurrentAccountProps): VNode {
  return (
    <Form target={target} class="current-account">
      <AccountTile account={account} />
      <Button choice="another-account" look="quiet">
        {words.text('account.another')}
      </Button>
    </Form>
  );
}

/** The first letters of the first and the last word, as a picture. */
export function Initials({ name, square }: { readonly name: string; readonly square?: true }): VNode {
  return (
    <span class={square ? 'initials initials-square' : 'initials'} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function initialsOf(name: string): string {
  const words = foreignText(name)
    .split(/[\s@]+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  const last = name.includes('@') ? undefined : words.at(-1);
  const both = last === first ? [first] : [first, last];
  return both.map((word) => firstLetter(word ?? '')).join('');
}

function firstLetter(word: string): string {
  for (const { segment } of graphemes.segment(word)) return segment.toLocaleUpperCase('en');
  return '';
}
