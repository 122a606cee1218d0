import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { capture, root } from './run.mjs';

/** The day that what is built carries: that of SOURCE_DATE_EPOCH (reproducible-builds.org), else of the commit, else today. */
export function sourceDate() {
  const commit = capture('git', ['log', '-1', '--format=%ct']);
  const seconds = process.env.SOURCE_DATE_EPOCH || (commit.ok ? commit.out.trim() : '');
  return (seconds ? new Date(Number(seconds) * 1000) : new Date()).toISOString().slice(0, 10);
}

/** Writes the manual page, made of what `roletap help` says. */
export async function writeManPage(file) {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src-main/terminal/help/man-page.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  const { manPage } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(file, manPage(version, sourceDate()));
}
