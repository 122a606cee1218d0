#!/usr/bin/env node
// npm run site: the documentation as pages in dist/site, which any web server can host as they are. Ends with 1 when a link, an anchor or a picture leads nowhere.
import { join } from 'node:path';
import { fail, root, say, setUpOrExit } from './lib/run.mjs';

setUpOrExit('run');
const { buildSite } = await import('./lib/site/build.mjs');
const { deadLinks } = await import('./lib/site/links.mjs');

const output = join(root, 'dist/site');
const pages = await buildSite({ output, work: join(root, 'dist/site-source') });
const dead = deadLinks(output);
if (dead.length > 0) fail(`These lead nowhere:\n  ${dead.join('\n  ')}`);
say(`${pages} pages in ${output}. Begin at index.html.`);
