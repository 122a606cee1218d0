import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import Eleventy from '@11ty/eleventy';
import { root } from '../run.mjs';
import { page, slugOf, titleOf } from './page.mjs';

/** Beside docs/. */
const texts = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];

/** Lays out what is to be a page as it lies in the repository, so that its links stay as they are. */
function gather(work) {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  cpSync(join(root, 'docs'), join(work, 'docs'), { recursive: true });
  for (const name of texts) cpSync(join(root, name), join(work, name));
  cpSync(join(root, 'LICENSE'), join(work, 'LICENSE.txt'));
  // A link to the folder leads to a list of what is in it.
  const decisions = join(work, 'docs/decisions');
  const listed = readdirSync(decisions).sort();
  const lines = listed.map((name) => `- [${titleOf(readFileSync(join(decisions, name), 'utf8'))}](${name})`);
  writeFileSync(join(decisions, 'README.md'), `# Decisions\n\n${lines.join('\n')}\n`);
}

/** `docs/tasks.md#a` -> `docs/tasks.html#a`; a folder's README.md is its index.html. What leads out of the site stays. */
export const siteLink = (href) => {
  if (/^[a-z]+:|^#/.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const end = anchor === undefined ? '' : `#${anchor}`;
  if (basename(path) === 'LICENSE') return `${path}.txt${end}`;
  if (basename(path) === 'decisions') return `${path}/index.html${end}`;
  return `${path.replace(/(^|\/)README\.md$/, '$1index.html').replace(/\.md$/, '.html')}${end}`;
};

/** GitHub's anchors for headings, and links between pages. */
function teach(markdown) {
  markdown.core.ruler.push('site', ({ tokens }) => {
    const taken = new Map();
    for (const [index, token] of tokens.entries()) {
      if (token.type === 'heading_open') {
        const slug = slugOf(tokens[index + 1].content);
        const count = taken.get(slug) ?? 0;
        taken.set(slug, count + 1);
        token.attrSet('id', count === 0 ? slug : `${slug}-${count}`);
      }
      for (const child of token.children ?? []) {
        const href = child.type === 'link_open' ? child.attrGet('href') : null;
        if (href !== null) child.attrSet('href', siteLink(href));
      }
    }
  });
}

/** Builds the pages with Eleventy: how many they are. `work` is a folder of its own for what they are made of. */
export async function buildSite({ output, work }) {
  gather(work);
  rmSync(output, { recursive: true, force: true });
  const site = new Eleventy(relative(root, work), relative(root, output), {
    quietMode: true,
    configPath: false,
    config: (settings) => {
      settings.setUseGitIgnore(false);
      settings.setTemplateFormats(['md']);
      settings.amendLibrary('md', teach);
      for (const ending of ['png', 'webp', 'svg', 'txt']) settings.addPassthroughCopy(`${relative(root, work)}/**/*.${ending}`);
      // The texts are no templates, and each page lies where its text does.
      settings.addGlobalData('permalink', () => ({ page: { filePathStem } }) => {
        const path = filePathStem.replace(/\/README$/, '/index').replace(/^\//, '');
        return `${path}.html`;
      });
      settings.addTransform('page', (content, path) => {
        const place = typeof path === 'string' ? relative(output, join(root, path)) : '';
        return page({ content, toRoot: relative(dirname(place), '.') || '.' });
      });
      return { markdownTemplateEngine: false, htmlTemplateEngine: false };
    },
  });
  await site.write();
  rmSync(work, { recursive: true, force: true });
  return readdirSync(output, { recursive: true }).filter((name) => String(name).endsWith('.html')).length;
}
