import type { VNode } from 'preact';
import { Foreign } from '../foreign/index.js';

/**
 * A sentence of the error catalogue as prose: what stands in backticks becomes code, the rest begins with a capital and ends with
 * a stop (the catalogue's own style has neither, for it also stands behind `AADSTS…:`).
 */
export function Sentence({ text }: { readonly text: string }): VNode {
  const ended = /[.!?…]`?$/.test(text) ? text : `${text}.`;
  const pieces = ended.split('`');
  return (
    <p class="sentence" dir="auto">
      {pieces.map((piece, position) => {
        if (position % 2 === 1)
          return (
            <code>
              <Foreign text={piece} />
            </code>
          );
        return <Foreign text={position === 0 ? capitalised(piece) : piece} />;
      })}
    </p>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
}
