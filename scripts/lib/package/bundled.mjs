import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What other people's code says about itself, where it lies in node_modules. */
const licenceFile = /^(?:un)?licen[cs]e(?:[-.].*)?$/i;

/**
 * Folders of the packages from which `metafile` (esbuild's) took code into an output: `node_modules/name`, `node_modules/@scope/name`, or one inside
 * another's. What was read and left out doesn't count.
 */
export const packageFoldersIn = (metafile) => {
  const folders = new Set();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  return folders;
};

/** Whose licence counts for packages of the same repository that came without a file of it. */
const licencedBy = [
  ['@koromix/koffi-', 'node_modules/koffi'],
  ['@aws-sdk/', 'node_modules/@aws-sdk/client-sts'],
];

/** The texts of licences and notices in a folder, one after the other. */
const textsIn = (folder) => {
  const there = readdirSync(folder);
  const files = [...there.filter((file) => licenceFile.test(file)), ...there.filter((file) => /^notice(?:\..*)?$/i.test(file))];
  return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
};

/** `{ folder, name, version, licence, text }` of a package; `text` is undefined where it has no file with its licence. */
export function describePackage(root, folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const other = licencedBy.find(([begin]) => name.startsWith(begin))?.[1];
  const text = textsIn(join(root, folder)) || (other === undefined ? '' : textsIn(join(root, other)));
  return { folder, name, version, licence: typeof license === 'string' ? license : license?.type, text: text === '' ? undefined : text };
}

/** The packages that ship as they are: those of `dependencies`, with all that they need, for the system they are installed on. */
export function shippedFolders(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, entry]) => path.startsWith('node_modules/') && !entry.dev && existsSync(join(root, path, 'package.json')))
    .map(([path]) => path)
    .filter((path) => !/musl/.test(path));
}
