import measureText from 'fast-string-truncated-width';

/** How many columns of a terminal a text takes. What is plain ASCII needs no such measure: this is read for the rest (scripts/lib/bundle.mjs). */
export const measure = measureText;
