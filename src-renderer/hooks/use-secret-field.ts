import { type RefCallback, type RefObject, useCallback, useRef } from 'react';

/** A field of the page's own for what is secret: whatever is still in it goes with the field, or with the window. `ref` belongs to its input. */
export const useSecretField = (): { readonly field: RefObject<HTMLInputElement | null>; readonly ref: RefCallback<HTMLInputElement> } => {
  const field = useRef<HTMLInputElement>(null);
  const ref = useCallback((element: HTMLInputElement) => {
    const empty = () => {
      element.value = '';
    };
    field.current = element;
    window.addEventListener('pagehide', empty);
    return () => {
      window.removeEventListener('pagehide', empty);
      empty();
      field.current = null;
    };
  }, []);
  return { field, ref };
};
