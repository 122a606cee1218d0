import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { oneReact } from '../../../scripts/lib/one-react.mjs';
import { languageWords, pseudoWords, spokenWords } from '../../../scripts/lib/spoken-words.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The policy that the shell sends with the page. */
export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'";

/** Made by wrapping every sentence (pseudo-words.ts): one that is longer, with accents, and one that is read from right to left. */
export const pseudoTags = ['en-XA', 'ar-XB'];

/** What the page is told of its language before its own script, as the shell tells it. */
async function languageScript(tag) {
  const words = pseudoTags.includes(tag) ? await pseudoWords('test/support/gallery/pseudo-words.ts') : await languageWords(tag);
  const about = { lang: tag, dir: tag === 'ar-XB' ? 'rtl' : 'ltr' };
  const told = `globalThis.roletapSpoken={tag:${JSON.stringify(tag)}};Object.assign(document.documentElement,${JSON.stringify(about)});`;
  return tag === 'en' ? '' : `${told}\n${words ?? ''}`;
}

/** Bundles the gallery and serves it on loopback with the strict policy. Answers its address and the way to stop. */
export async function startGallery() {
  const options = {
    absWorkingDir: root,
    bundle: true,
    write: false,
    outdir: 'gallery',
    target: 'chrome114',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  };
  const [own, window] = await Promise.all([
    build({ ...options, entryPoints: ['test/support/gallery/gallery.tsx'], format: 'esm' }),
    // A function, since each screen is drawn by modules of its own.
    build({
      ...options,
      entryPoints: ['src-renderer/index.tsx'],
      format: 'iife',
      plugins: [spokenWords, oneReact],
      alias: { 'react-dom/client': './test/support/gallery/kept-root.mjs' },
      banner: { js: 'globalThis.drawWindow=()=>{' },
      footer: { js: '};' },
    }),
  ]);
  const bytesOf = (bundle, ending) => Buffer.from(bundle.outputFiles.find((file) => file.path.endsWith(ending)).contents);
  const files = new Map([
    ['/', ['text/html; charset=utf-8', readFileSync(`${root}/src-renderer/index.html`)]],
    ['/index.js', ['text/javascript', Buffer.concat([bytesOf(window, '.js'), bytesOf(own, '.js')])]],
    ['/index.css', ['text/css', bytesOf(window, '.css')]],
  ]);
  const scripts = new Map();
  /** The page names its language in its address: `?lang=de`. */
  const languageOf = (request) => new URL(request.headers.referer ?? '/', 'http://localhost').searchParams.get('lang') ?? 'en';
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const tag = languageOf(request);
    if (path === '/words.js' && !scripts.has(tag)) scripts.set(tag, languageScript(tag));
    const file = path === '/words.js' ? ['text/javascript; charset=utf-8', await scripts.get(tag)] : files.get(path);
    if (file === undefined) response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
    else response.writeHead(200, { 'content-type': file[0], 'content-security-policy': policy }).end(file[1]);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** Where Chromium is, and how it is started for pictures and tests. */
export const chromium = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--font-render-hinting=none',
  ],
};
