import { extname, relative, resolve, sep } from 'node:path';

/** The window's only origin. A standard scheme, so that `frame.origin` and `'self'` mean it. */
export const pageScheme = 'app';
export const pageHost = 'bundle';
export const pageOrigin = `${pageScheme}://${pageHost}`;

/** What the bundle consists of; any other file in the folder stays unreachable (maps, configuration). */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * The file that a page address names, inside `folder`, with its media type; undefined when it is not our origin, leaves
 * the folder by whatever spelling, or is of a kind that the bundle has not.
 */
export const pageFile = (folder: string, address: string): { readonly file: string; readonly type: string } | undefined => {
  let path: string;
  try {
    const url = new URL(address);
    if (url.protocol !== `${pageScheme}:` || url.host !== pageHost || url.username !== '' || url.password !== '') return undefined;
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  // A backslash is a separator on Windows, a colon names another stream or drive there, a NUL ends a C string.
  if (/[\\:\0]/.test(path)) return undefined;
  const file = resolve(folder, `.${path === '/' ? '/index.html' : path}`);
  const inside = relative(folder, file);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || resolve(folder, inside) !== file) return undefined;
  const type = types[extname(file)];
  return type === undefined ? undefined : { file, type };
};
