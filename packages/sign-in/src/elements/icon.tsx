import type { VNode } from 'preact';

/** Line drawings on a 24 by 24 grid, drawn in the colour of the text around them. They never carry meaning alone. */
const paths = {
  gate: 'M4 21V11a8 8 0 0 1 16 0v10M8.5 21v-9.5a3.5 3.5 0 0 1 7 0V21M12 8v13M8.5 15h7M2.5 21h19',
  verified:
    'M12 2.8l2.5 1.8 3 .1 1 2.9 2.4 1.8-.9 2.9.9 2.9-2.4 1.8-1 2.9-3 .1L12 21.8l-2.5-1.8-3-.1-1-2.9-2.4-1.8.9-2.9-.9-2.9 2.4-1.8 1-2.9 3-.1zM8.3 12.3l2.6 2.6 4.9-5.2',
  warning: 'M12 3.5L2.2 20.5h19.6zM12 10v4.6M12 17.4v.2',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.4v.2',
  success: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.3l2.8 2.8 5.4-5.8',
  other: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 11-6.6M18.5 15v6M15.5 18h6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
} as const;

export type IconName = keyof typeof paths;

/** A picture beside words that say the same: screen readers pass over it. */
export function Icon({ name }: { readonly name: IconName }): VNode {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
