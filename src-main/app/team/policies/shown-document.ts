const decoded = (document: string): string => {
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
};

/** A document as people read it: IAM sends it percent-encoded, mostly in one line; lines are what findings are named by. */
export const shownDocument = (document: string): string => {
  const text = decoded(document);
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch {
    return text;
  }
};
