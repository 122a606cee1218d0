import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './run.mjs';

/** The scripts find the clone by where they are, so they stay there. */
const scriptsOutside = {
  name: 'scripts-outside',
  setup: (bundle) =>
    bundle.onResolve({ filter: /\/scripts\/lib\/.*\.mjs$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path), external: true })),
};

/** Builds bench/ into a folder that goes with node_modules; answers the path of its program. */
export async function bundleBench() {
  const outdir = join(root, 'node_modules/.roletap/bench');
  await build({
    entryPoints: ['bench/bench.ts', 'bench/aws-process.ts'],
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    packages: 'external',
    plugins: [scriptsOutside],
    absWorkingDir: root,
    logLevel: 'warning',
  });
  return join(outdir, 'bench.mjs');
}
