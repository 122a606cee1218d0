import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const isText = (value: unknown): value is string => typeof value === 'string' && /\p{L}/u.test(value);

/** Properties of elements and of the kit that a person reads or hears. */
const read = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'label', 'help', 'hint', 'about', 'words', 'done', 'legend'];

/** What an expression may come out as: not what it compares, what it calls with or where it looks. */
const textsOf = (node: Node): readonly string[] => {
  switch (node.type) {
    case 'Literal':
      return isText(node.value) ? [node.value] : [];
    case 'TemplateLiteral': {
      const parts = (node.quasis as readonly { readonly value: { readonly raw: string } }[]).map(({ value }) => value.raw);
      return [...parts.filter(isText), ...(node.expressions as readonly Node[]).flatMap(textsOf)];
    }
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].filter(isNode).flatMap(textsOf);
    case 'LogicalExpression':
      return [node.left, node.right].filter(isNode).flatMap(textsOf);
    case 'BinaryExpression':
      return node.operator === '+' ? [node.left, node.right].filter(isNode).flatMap(textsOf) : [];
    case 'JSXExpressionContainer':
      return isNode(node.expression) ? textsOf(node.expression) : [];
    default:
      return [];
  }
};

/** The texts that a source shows without asking the words for them. */
const literalsIn = (source: string): readonly string[] => {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isNode(value)) return;
    if (value.type === 'JSXText' && isText(value.value)) found.push(value.value.trim());
    if (value.type === 'JSXElement' || value.type === 'JSXFragment')
      found.push(...(value.children as readonly Node[]).filter(({ type }) => type === 'JSXExpressionContainer').flatMap(textsOf));
    if (value.type === 'JSXAttribute' && read.includes((value.name as { readonly name: string }).name) && isNode(value.value))
      found.push(...textsOf(value.value));
    for (const [key, child] of Object.entries(value)) if (key !== 'parent') walk(child);
  };
  walk(parseAst(source, { lang: 'tsx' }));
  return found;
};

describe('the window', () => {
  it('has all that a person reads or hears from the words', () => {
    const files = (readdirSync('src-renderer', { recursive: true, encoding: 'utf8' }) as string[]).filter((file) => file.endsWith('.tsx'));
    expect(files.length).toBeGreaterThan(60);
    expect(files.flatMap((file) => literalsIn(readFileSync(`src-renderer/${file}`, 'utf8')).map((text) => `${file}: ${text}`))).toEqual([]);
  });

  it.each([
    ['<p>Asking AWS</p>', ['Asking AWS']],
    ['<p>{busy ? "Asking AWS" : words.idle}</p>', ['Asking AWS']],
    ['<button aria-label={`Remove $' + '{name}`} />', ['Remove ']],
    ['<SettingRow label="Region" help={more && "Of targets"} />', ['Region', 'Of targets']],
    ['<>{kind === "step" ? words.step : " · "}{say("step")}</>', []],
    ['<b className="tabular" data-tone="warn">{words.title}: {12}</b>', []],
  ])('would be found out: %s', (source, texts) => expect(literalsIn(`const drawn = ${source};`)).toEqual(texts));
});
