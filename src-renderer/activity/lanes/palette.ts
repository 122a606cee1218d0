import type { Colour } from '../../../src-main/contract/preferences.ts';

export type Scheme = 'light' | 'dark';

/** What a picture is drawn with. */
export interface Palette {
  readonly font: string;
  readonly ground: string;
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly accent: string;
  readonly danger: string;
  readonly onDanger: string;
  readonly mark: (colour: Colour | undefined) => string;
}

/** The window's own colours for either scheme, whichever it has now: read from its style sheets, so that they stand once. */
export const paletteOf = (scheme: Scheme, sheets: readonly CSSStyleSheet[]): Palette => {
  const found = new Map<string, string>();
  const take = (rules: CSSRuleList): void => {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule) {
        if (scheme === 'dark' && /prefers-color-scheme:\s*dark/.test(rule.conditionText)) take(rule.cssRules);
      } else if (rule instanceof CSSStyleRule) {
        const [, colour] = /^\[data-colour="?(\w+)"?\]$/.exec(rule.selectorText) ?? [];
        if (colour === undefined && !rule.selectorText.split(',').some((selector) => selector.trim() === ':root')) continue;
        for (const name of rule.style)
          if (name.startsWith('--'))
            found.set(`${name}${colour === undefined ? '' : ` ${colour}`}`, rule.style.getPropertyValue(name).trim());
      }
    }
  };
  for (const sheet of sheets) take(sheet.cssRules);
  const named = (name: string) => found.get(name) ?? '';
  return {
    font: named('--font'),
    ground: named('--ground'),
    ink: named('--ink'),
    faint: named('--ink-3'),
    line: named('--line'),
    accent: named('--accent'),
    danger: named('--danger'),
    onDanger: named('--on-danger'),
    mark: (colour) => found.get(`--mark ${colour}`) ?? named('--accent'),
  };
};
