import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { load } from 'js-yaml';
import { packageTree } from './package/tree.mjs';
import { linuxTargets } from './release/checks.mjs';
import { updateSettings } from './release/feed.mjs';
import { root, which } from './run.mjs';

/** Runs electron-builder on electron-builder.yml, with the differences that a stand-in Electron asks for. `fast`: a Debian package that is large and soon there. With an `output`, the app alone goes there, without the terminal; `version`: as this one. */
export async function packLinux({ runtime, deb, all = false, fast, output, version }) {
  const config = load(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
  if (runtime.kind === 'fallback') {
    config.electronDist = runtime.cleanDist;
    config.electronVersion = runtime.version;
    // Newer than the stand-in, which would refuse it.
    delete config.electronFuses.grantFileProtocolExtraPrivileges;
    // Electron-builder fetches its packaging tool from GitHub, which is out of reach where the stand-in is needed.
    process.env.CUSTOM_FPM_PATH = join(root, 'scripts/fpm.sh');
  }
  const updates = updateSettings(process.env);
  if (updates !== undefined) config.publish = updates.publish;
  config.extraMetadata = { ...updates?.extraMetadata, ...(version === undefined ? {} : { version }) };
  if (deb) {
    // The package's folders as files: a path with a slash at its end stands for what is in it.
    config.deb.fpm = [`${await packageTree('deb')}/=/usr`];
    config.rpm.fpm = [`${await packageTree('rpm')}/=/usr`];
    config.deb.compression = fast ? 'gz' : 'xz';
    // Our stand-in for the packaging tool can do without.
    if (fast) process.env.ROLETAP_DEB_COMPRESSION = 'none';
  }
  if (output !== undefined) {
    config.directories.output = output;
    delete config.afterPack;
  }
  // As a file of its own: a configuration that is handed over as a value is laid over the file, and cannot take anything away.
  const file = join(
    root,
    'node_modules/.roletap',
    output === undefined ? 'electron-builder.json' : `electron-builder-${basename(output)}.json`,
  );
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify(config, null, 2));
  const targets = Platform.LINUX.createTarget(
    ['dir', ...(all ? linuxTargets({ ...runtime, rpmbuild: which('rpmbuild') !== undefined }) : deb ? ['deb'] : [])],
    Arch.x64,
  );
  await build({ projectDir: root, targets, config: file, publish: 'never' });
}
