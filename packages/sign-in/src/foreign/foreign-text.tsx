import type { VNode } from 'preact';

/**
 * Controls that reorder what follows them: embeddings, overrides and isolates (Unicode Standard Annex #9 §2), and the C0 controls.
 * A name that holds them can show as another name ("fdp.exe" as "exe.pdf"); names in right-to-left scripts do not need them.
 */
const reordering = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

/** Plain text with the controls taken out that would let it show as something else. */
export function foreignText(text: string): string {
  return text.replace(reordering, '');
}

/** Foreign text inside our own: its writing direction stays inside. */
export function Foreign({ text }: { readonly text: string }): VNode {
  return <bdi>{foreignText(text)}</bdi>;
}
