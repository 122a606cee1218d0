import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Arch } from 'electron-builder';
import { electronRuntime } from '../electron-runtime.mjs';
import { writeNotices } from './notices.mjs';
import { makeTerminal } from './terminal.mjs';

const warning = (version) =>
  `Made with the stand-in Electron ${version}, which gets no security updates.\nFor development and tests only: do not give this to anybody.\n`;

/**
 * Called by electron-builder when the app is together and before it is signed: the terminal goes in beside it, so that on macOS and Windows it is signed
 * with the rest. A stand-in Electron is named in a file that every package
 * carries.
 */
// biome-ignore lint/style/noDefaultExport: electron-builder calls a hook by its default export
export default async function afterPack({ packager, appOutDir, electronPlatformName, arch }) {
  const resources = packager.getResourcesDir?.(appOutDir) ?? join(appOutDir, 'resources');
  const runtime = electronRuntime();
  if (runtime.kind === 'fallback') writeFileSync(join(appOutDir, 'NOT-FOR-RELEASE.txt'), warning(runtime.version));
  writeNotices(resources, { electron: packager.config.electronVersion ?? runtime.version });
  await makeTerminal(resources, { platform: electronPlatformName, arch: Arch[arch] });
}
