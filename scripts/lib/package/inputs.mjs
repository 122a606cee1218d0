import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.mjs';

/** What a package is made of, beside the runtimes: files, and folders with all that is in them. */
const inputs = [
  'out',
  'assets',
  'scripts/pack.mjs',
  'scripts/fpm.sh',
  'scripts/lib',
  'src-main/terminal/single.adapter.ts',
  'src-main/terminal/help/completion.ts',
  'electron-builder.yml',
  'package.json',
  'package-lock.json',
  'LICENSE',
  'CHANGELOG.md',
];

/** Changes when a package would: a hash of names and contents. `words` are the options it is made with. */
export function inputsHash(words) {
  const hash = createHash('sha256').update(words.join(' '));
  const add = (name) => hash.update(`\n${name}\n`).update(readFileSync(join(root, name)));
  for (const name of inputs) {
    if (!existsSync(join(root, name))) continue;
    if (/\.\w+$|^LICENSE$/.test(name)) add(name);
    else for (const one of filesIn(name)) add(one);
  }
  return hash.digest('hex');
}

const filesIn = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort();
