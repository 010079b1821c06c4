import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.js';

interface AlertProps {
  readonly tone: 'info' | 'success' | 'warning' | 'error';
  readonly children: ComponentChildren;
}

/** A passage that must not be overlooked. The page is new when it appears, so that no live region is needed. */
export function Alert({ tone, children }: AlertProps): VNode {
  return (
    <div class={`alert alert-${tone}`}>
      <Icon name={tone === 'error' ? 'warning' : tone} />
      <div class="alert-text">{children}</div>
    </div>
  );
}
