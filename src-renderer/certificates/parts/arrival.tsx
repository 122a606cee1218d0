import type { ReactNode } from 'react';

const take = (element: HTMLDivElement | null): void => element?.focus();

/**
 * What came of a piece of work, where it stands far from the button that began it: it takes the focus as it comes, so that it is seen at any size of the window, and
 * the keyboard goes on there. A new one needs a `key` of its own.
 */
export const Arrival = ({ children }: { readonly children: ReactNode }) => (
  <div ref={take} tabIndex={-1}>
    {children}
  </div>
);
