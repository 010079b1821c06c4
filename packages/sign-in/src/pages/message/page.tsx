import type { VNode } from 'preact';
import { Alert } from '../../elements/index.js';
import { Foreign } from '../../foreign/index.js';
import type { Page, PageProps } from '../../page.js';

/** Something to say that no other page says, already in the person's language. */
export interface MessageView {
  readonly kind: 'message';
  readonly title: string;
  readonly text: string;
  readonly tone?: 'info' | 'success' | 'warning' | 'error';
}

export const message: Page<MessageView> = {
  title: (view) => view.title,
  Body: Message,
};

function Message({ view }: PageProps<MessageView>): VNode {
  const text = (
    <p>
      <Foreign text={view.text} />
    </p>
  );
  return view.tone === undefined ? text : <Alert tone={view.tone}>{text}</Alert>;
}
