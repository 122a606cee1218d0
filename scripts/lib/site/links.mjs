import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const attributes = /\s(?:href|src)="([^"]*)"/g;

const pagesIn = (site) =>
  readdirSync(site, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.html'))
    .sort();

/** Links, anchors and pictures of a built site that lead nowhere: `page: link`, a line each. Those that leave the site are not asked. */
export function deadLinks(site) {
  const ids = new Map();
  const idsOf = (file) => {
    if (!ids.has(file)) ids.set(file, new Set([...readFileSync(file, 'utf8').matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)));
    return ids.get(file);
  };
  return pagesIn(site).flatMap((name) => {
    const file = join(site, name);
    return [...readFileSync(file, 'utf8').matchAll(attributes)].flatMap(([, link]) => {
      if (/^[a-z]+:/i.test(link)) return [];
      const [path, anchor] = link.split('#');
      const target = path === '' ? file : join(dirname(file), decodeURIComponent(path));
      const isThere = existsSync(target) && statSync(target).isFile() && !relative(site, target).startsWith('..');
      if (!isThere) return [`${name}: ${link}`];
      return anchor && target.endsWith('.html') && !idsOf(target).has(decodeURIComponent(anchor)) ? [`${name}: ${link}`] : [];
    });
  });
}
