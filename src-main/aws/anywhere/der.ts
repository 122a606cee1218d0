/** One element of DER (X.690): its tag, its content, and all of it. */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

/** The elements that lie one after the other in these bytes; undefined where they are no DER with tags of one byte. */
export const derElements = (bytes: Uint8Array): readonly DerElement[] | undefined => {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1];
    if (first === undefined || (tag & 0x1f) === 0x1f || first > 0x84 || first === 0x80) return undefined;
    const more = first > 0x80 ? first & 0x7f : 0;
    const length = more === 0 ? first : bytes.subarray(at + 2, at + 2 + more).reduce((sum, byte) => sum * 256 + byte, 0);
    const start = at + 2 + more;
    if (start + length > bytes.length) return undefined;
    elements.push({ tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) });
    at = start + length;
  }
  return elements;
};

/** The elements inside a constructed one; none where it cannot be read. */
export const inside = (element: Pick<DerElement, 'content'> | undefined): readonly DerElement[] =>
  (element && derElements(element.content)) ?? [];

/** An object identifier's content as hex, which is how they are compared here. */
export const hexOf = (element: Pick<DerElement, 'content'> | undefined): string => Buffer.from(element?.content ?? []).toString('hex');
