import type { ComponentChildren, VNode } from 'preact';
import { fieldNames } from '../posted-form.js';

/** Where a form goes, and the opaque state that it carries. */
export interface FormTarget {
  /** A path on this origin. */
  readonly action: string;
  readonly flow: string;
}

interface FormProps {
  readonly target: FormTarget;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A form of ours: it posts the flow along with what is inside. */
export function Form({ target, class: className = 'form', children }: FormProps): VNode {
  return (
    <form method="post" action={target.action} class={className}>
      <input type="hidden" name={fieldNames.flow} value={target.flow} />
      {children}
    </form>
  );
}
