/**
 * Characters that show a text as another one: controls move the cursor, marks of direction (Unicode's annex 9) turn the order round. For
 * `replace` and `replaceAll`.
 */
export const misleading = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
