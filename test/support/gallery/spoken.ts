/**
 * Run in the page: what it shows and says that stands outside of the pseudo-language's brackets and is no fact of the snapshot, and what
 * is cut without an ellipsis and a title. It must not use anything from outside of itself.
 */
export const flawsOfPage = (products: readonly string[]): { readonly unspoken: string[]; readonly cut: string[] } => {
  const facts: string[] = [];
  const gather = (value: unknown): void => {
    if (typeof value === 'string' || typeof value === 'number') facts.push(String(value));
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) gather(inner);
  };
  gather(window.gallery.facts());
  const known = `${facts.join('\n')}\n${products.join('\n')}`.toLowerCase();

  /** What a text has outside of brackets, piece by piece, that nobody told the page. */
  const foreign = (text: string): boolean => {
    let depth = 0;
    const outside = text
      .split(/(\[!!|!!\])/)
      .filter((piece) => {
        if (piece === '[!!') depth += 1;
        else if (piece === '!!]') depth -= 1;
        return depth === 0 && piece !== '!!]';
      })
      .join('\n');
    const pieces = outside.split(/[\n·@,:()]+/).map((piece) => piece.replace(/\s+/g, ' ').trim());
    return pieces.some((piece) => /\p{L}{2}/u.test(piece) && !known.includes(piece.toLowerCase()));
  };

  const visible = (element: Element) => element.checkVisibility({ opacityProperty: false, visibilityProperty: true });
  const unspoken: string[] = [];
  // A sentence may be drawn in several nodes, with what it quotes set apart.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || !visible(parent) || parent.closest('code, kbd, pre, [lang]:not(html)')) continue;
    const block = parent.closest('p, li, label, button, h1, h2, h3, td, th, dt, dd, option, [role]') ?? parent;
    const text = node.textContent ?? '';
    // A command in the middle of a sentence stands in a line of its own.
    if (foreign(text) && foreign(block.textContent ?? '') && foreign(block.parentElement?.textContent ?? '')) unspoken.push(text);
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [aria-description], [alt], [aria-valuetext]')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'aria-description', 'alt', 'aria-valuetext']) {
      const text = element.getAttribute(name) ?? '';
      if (foreign(text)) unspoken.push(`${name}: ${text}`);
    }
  }

  const shortened = (element: Element | null): Element | undefined =>
    element === null || getComputedStyle(element).textOverflow === 'ellipsis' ? (element ?? undefined) : shortened(element.parentElement);
  const cut: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    const own = [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && (child.textContent ?? '').trim() !== '');
    if (!own || !visible(element) || element.closest('.spoken, select, textarea, input')) continue;
    const { overflowX, display } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const over = display !== 'inline' && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
    const outside = box.left < -1 || box.right > window.innerWidth + 1;
    const scrolls = element.closest('[data-scrolls]') !== null || overflowX === 'auto' || overflowX === 'scroll';
    const told = shortened(element)?.closest('[title]');
    if ((over || outside) && !told && !scrolls) cut.push(`${element.tagName.toLowerCase()}.${element.className}: ${element.textContent}`);
  }
  if (document.documentElement.scrollWidth > window.innerWidth) cut.push('the page scrolls sideways');
  return { unspoken: [...new Set(unspoken)], cut: [...new Set(cut)] };
};
