import { useEffect } from 'react';

/** Calls whenever the window comes to the front, and at once when it is there already. */
export const useWindowFocus = (arrive: () => void): void => {
  useEffect(() => {
    if (document.hasFocus()) arrive();
    window.addEventListener('focus', arrive);
    return () => window.removeEventListener('focus', arrive);
  }, [arrive]);
};
