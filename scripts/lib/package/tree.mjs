import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { sourceDate } from '../man-page.mjs';
import { root } from '../run.mjs';
import { metainfo } from './metainfo.mjs';

/** Where each shell looks for completions of packages, on Debian and on Fedora. */
const completions = (kind) => ({
  bash: 'share/bash-completion/completions/roletap',
  zsh: `share/zsh/${kind === 'deb' ? 'vendor-completions' : 'site-functions'}/_roletap`,
  fish: 'share/fish/vendor_completions.d/roletap.fish',
});

/**
 * Makes the folder that the package puts into /usr: the command (a link to the terminal in /opt), its manual page, completions, what software centres
 * read, and licences. Answers its path. `kind`: deb or rpm.
 */
export async function packageTree(kind) {
  const tree = join(root, `node_modules/.roletap/usr-${kind}`);
  rmSync(tree, { recursive: true, force: true });
  const write = (name, content) => {
    const file = join(tree, name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    writeFileSync(file, content);
    chmodSync(file, 0o644);
  };
  const { description, version, homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  write('share/man/man1/roletap.1.gz', zipped(readFileSync(join(root, 'out/roletap.1'))));
  for (const [shell, text] of Object.entries(await completionScripts())) write(completions(kind)[shell], text);
  write('share/metainfo/example.roletap.metainfo.xml', metainfo({ version, homepage, description, date: sourceDate() }));
  write(
    'share/doc/roletap/copyright',
    `${readFileSync(join(root, 'LICENSE'), 'utf8')}\nOther people's software in it: /opt/Roletap/resources/NOTICE.txt\n`,
  );
  write('share/doc/roletap/changelog.gz', zipped(readFileSync(join(root, 'CHANGELOG.md'))));
  mkdirSync(join(tree, 'bin'));
  symlinkSync('/opt/Roletap/resources/terminal/roletap', join(tree, 'bin/roletap'));
  return tree;
}

/** Always the same bytes: no time is in it. */
const zipped = (bytes) => gzipSync(bytes, { level: 9 });

async function completionScripts() {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src-main/terminal/help/completion.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  const { completionScript } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  // The first line says how to have it without a package.
  const script = (shell) => completionScript(shell).replace(/^#.*\n/, '');
  return {
    bash: script('bash'),
    // Zsh reads such a file when the word is completed for the first time, and calls what it defines from then on.
    zsh: `#compdef roletap\n${script('zsh')}_roletap "$@"\n`,
    fish: script('fish'),
  };
}
