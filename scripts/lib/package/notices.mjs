import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.mjs';
import { describePackage, shippedFolders } from './bundled.mjs';
import { billOfMaterials, noticeText, objectionsTo, withoutTwins } from './notice.mjs';
import { terminalNode } from './terminal-runtime.mjs';

/** All packages of which something ships: what the build bundled, and what lies beside it. */
export const shippedPackages = () => {
  const bundled = JSON.parse(readFileSync(join(root, 'out/bundled.json'), 'utf8'));
  return withoutTwins([...bundled, ...shippedFolders(root)].map((folder) => describePackage(root, folder)));
};

/** Writes NOTICE.txt, LICENSE.txt and bom.json into `resources`. Throws when a licence is missing or asks for more than its text. */
export function writeNotices(resources, { electron }) {
  const packages = shippedPackages();
  const objections = objectionsTo(packages);
  if (objections.length > 0) throw new Error(`This can't ship:\n${objections.join('\n')}`);
  const runtimes = [
    { name: 'Electron', version: electron, file: 'LICENSE.electron.txt, and LICENSES.chromium.html for what it contains' },
    { name: 'Node.js', version: terminalNode, file: 'terminal/LICENSE.node.txt' },
  ];
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const bill = billOfMaterials({ name, version, packages, runtimes, integrity: ({ folder }) => locked[folder]?.integrity });
  const write = (file, text) => writeFileSync(join(resources, file), text, { mode: 0o644 });
  write('NOTICE.txt', noticeText(packages, runtimes));
  write('LICENSE.txt', readFileSync(join(root, 'LICENSE')));
  write('bom.json', `${JSON.stringify(bill, undefined, 2)}\n`);
}
