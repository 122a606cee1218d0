import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite, siteLink } from '../../../scripts/lib/site/build.mjs';
import { deadLinks } from '../../../scripts/lib/site/links.mjs';

describe('the documentation as a site', () => {
  const [output, work] = ['dist/site-test', 'dist/site-test-source'].map((name) => join(process.cwd(), name)) as [string, string];
  let pages = 0;
  beforeAll(async () => {
    pages = await buildSite({ output, work });
  });
  afterAll(() => rmSync(output, { recursive: true, force: true }));

  it('has a page for every text, and no link, anchor or picture that leads nowhere', () => {
    expect(pages).toBeGreaterThan(30);
    expect(deadLinks(output)).toEqual([]);
    const first = readFileSync(join(output, 'index.html'), 'utf8');
    expect(first).toContain('<img src="docs/screens/demo.webp"');
    expect(first).toContain('href="docs/tasks.html"');
  });

  it('can be hosted as it is: no script, nothing from elsewhere', () => {
    const page = readFileSync(join(output, 'docs/terminal.html'), 'utf8');
    expect(page).not.toMatch(/<script|<link|<iframe/);
    expect(page).not.toMatch(/src="https?:/);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('<title>');
  });
});

describe('links of the site', () => {
  it('lead from page to page as the texts do', () => {
    expect(siteLink('tasks.md#set-up')).toBe('tasks.html#set-up');
    expect(siteLink('../README.md#test')).toBe('../index.html#test');
    expect(siteLink('docs/decisions')).toBe('docs/decisions/index.html');
    expect(siteLink('LICENSE')).toBe('LICENSE.txt');
    expect(siteLink('https://docs.aws.amazon.com/a.md')).toBe('https://docs.aws.amazon.com/a.md');
    expect(siteLink('#here')).toBe('#here');
  });

  it('are found when they lead nowhere: a page, an anchor, a picture, out of the site', () => {
    const site = mkdtempSync(join(tmpdir(), 'roletap-site-'));
    mkdirSync(join(site, 'docs'));
    writeFileSync(
      join(site, 'index.html'),
      '<h1 id="a">A</h1><a href="#a"></a><a href="docs/b.html#b"></a><a href="https://gone.example/"></a>',
    );
    writeFileSync(
      join(site, 'docs/b.html'),
      '<h1 id="b">B</h1><a href="#gone"></a><img src="gone.png"><a href="gone.html"></a><a href="../../x"></a><a href="../index.html#c"></a>',
    );
    expect(deadLinks(site)).toEqual(['#gone', 'gone.png', 'gone.html', '../../x', '../index.html#c'].map((link) => `docs/b.html: ${link}`));
    rmSync(site, { recursive: true });
  });
});
