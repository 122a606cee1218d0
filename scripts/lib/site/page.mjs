/** The first heading of a Markdown text, without its marks. */
export const titleOf = (text) => /^# (.+)$/m.exec(text)?.[1].replaceAll(/[`*]/g, '') ?? 'Roletap';

/** A heading's anchor, as GitHub makes it. */
export const slugOf = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');

/** In the order in which a reader wants them. */
const chapters = [
  ['index', 'Roletap'],
  ['docs/tasks', 'Tasks'],
  ['docs/terminal', 'Terminal'],
  ['docs/settings', 'Settings and files'],
  ['docs/sources', 'Sources'],
  ['docs/limits', 'Less than the role'],
  ['docs/anywhere', 'Certificates'],
  ['docs/administrators', 'For administrators'],
  ['docs/security', 'Security'],
  ['docs/known-issues', 'Known issues'],
  ['docs/accessibility', 'Accessibility'],
  ['docs/architecture', 'Architecture'],
  ['docs/decisions/index', 'Decisions'],
  ['CONTRIBUTING', 'Contributing'],
  ['CHANGELOG', 'Changelog'],
];

const style = `
:root{color-scheme:light dark;--line:#8884;--code:#8882}
body{margin:0;font:16px/1.6 system-ui,sans-serif;display:flex;flex-wrap:wrap}
nav{flex:1 1 200px;max-width:260px;padding:24px}
nav ul{list-style:none;padding:0;margin:0}
main{flex:4 1 520px;min-width:0;max-width:860px;padding:24px}
img{max-width:100%;height:auto}
code{background:var(--code);border-radius:4px;padding:1px 4px}
pre{overflow:auto;background:var(--code);border-radius:8px;padding:12px}
pre code{background:none;padding:0}
table{display:block;overflow-x:auto;border-collapse:collapse}
td,th{border:1px solid var(--line);padding:6px 10px;vertical-align:top;text-align:start}
`.replaceAll('\n', '');

/** A whole page around what Markdown became. `toRoot`: the way to the site's beginning. No script runs on it. */
export function page({ content, toRoot }) {
  const title = /<h1[^>]*>(.*?)<\/h1>/s.exec(content)?.[1].replaceAll(/<[^>]+>/g, '') ?? 'Roletap';
  const links = chapters.map(([path, name]) => `<li><a href="${toRoot}/${path}.html">${name}</a></li>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; style-src 'unsafe-inline'">
<title>${title === 'Roletap' ? title : `${title} · Roletap`}</title>
<style>${style}</style>
</head>
<body>
<nav aria-label="Pages"><ul>${links}</ul></nav>
<main>
${content}
</main>
</body>
</html>
`;
}
