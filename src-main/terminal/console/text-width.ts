import measure from 'fast-string-truncated-width';

/** What is plain ASCII and fits needs none of this: the build makes a file of its own of it (scripts/lib/bundle.mjs), since its patterns take V8 milliseconds. */
export const measuredWidth = (text: string): number => measure(text).width;

/** Signs as a person counts them; made when something is cut. */
const signsOf = (text: string): readonly string[] =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

/** See `cut` of tables.ts. */
export const cutToWidth = (text: string, width: number): string => {
  const { index, truncated } = measure(text, { limit: width, ellipsis: '…', ellipsisWidth: 1 });
  if (!truncated) return text;
  if (!/^(?:arn:|~?\/|[A-Z]:\\)/.test(text)) return `${text.slice(0, index)}…`;
  let end = '';
  for (const sign of [...signsOf(text)].reverse()) {
    if (measuredWidth(sign + end) > width - 1) break;
    end = sign + end;
  }
  return `…${end}`;
};
