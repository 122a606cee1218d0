import { copyFileSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { context } from 'esbuild';
import { bundleLazyPackage, copyAssets, copyPage, lazyPackages, programs } from '../bundle.mjs';
import { root } from '../run.mjs';

/** Editors write a file in several steps; a rebuild waits for this many milliseconds of silence. */
const silence = 30;

/** The name by which the bundler knows a file, or a folder that has it. What is made of sentences looks for more files of them by itself. */
const sourceOf = (folder, file) =>
  file === null || /^(words|languages)\b/.test(file) ? folder : `${folder}/${file.replaceAll('\\', '/')}`;

/**
 * Builds everything into `folder`, readable and with source maps, as an app that Electron can run, and after each change of a source what it is
 * part of. `changed` gets the names of the files in `folder` that have become others (without maps). A mistake in a source is printed by the
 * bundler, and the last build stays. Answers with a function that ends it.
 */
export async function watchPrograms(folder, changed) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const contexts = await Promise.all(
    programs.map(({ source, output, options }) =>
      context({
        ...options,
        entryPoints: [source],
        outfile: join(folder, output),
        minify: false,
        // The window's protocol serves no maps.
        sourcemap: output.startsWith('renderer/') ? 'inline' : 'linked',
        define: { ...options.define, 'process.env.NODE_ENV': '"development"' },
        metafile: true,
        write: false,
      }),
    ),
  );
  const hashes = new Map();
  /** What each program was made of last; undefined: of anything. */
  const madeOf = contexts.map(() => undefined);
  /** Sources that changed since; all of them before the first build and after a mistake. */
  let changedSources = new Set(['src-main', 'src-renderer']);
  const isMadeOf = (inputs, sources) =>
    inputs === undefined || inputs.some((input) => [...sources].some((source) => input === source || input.startsWith(`${source}/`)));
  const build = async () => {
    const sources = changedSources;
    changedSources = new Set();
    const wanted = [...contexts.keys()].filter((index) => isMadeOf(madeOf[index], sources));
    for (const index of wanted) madeOf[index] = undefined;
    const results = await Promise.all(wanted.map((index) => contexts[index].rebuild()));
    for (const [place, index] of wanted.entries()) madeOf[index] = Object.keys(results[place].metafile.inputs);
    const others = results.flatMap((result) => result.outputFiles).filter(({ path, hash }) => hashes.get(path) !== hash);
    for (const { path, hash, contents } of others) {
      hashes.set(path, hash);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, contents);
    }
    copyPage(folder);
    return others.map(({ path }) => relative(folder, path)).filter((name) => !name.endsWith('.map'));
  };

  await build();
  await Promise.all(lazyPackages.map((name) => bundleLazyPackage(name, folder)));
  copyAssets(folder);
  copyFileSync(join(import.meta.dirname, 'main.cjs'), join(folder, 'dev.cjs'));
  const { name, productName, version, desktopName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, productName, version, desktopName, main: 'dev.cjs' }));

  let over = false;
  let timer;
  let last = Promise.resolve();
  const touched = (folder, file) => {
    changedSources.add(sourceOf(folder, file));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const page = file === 'index.html' ? ['renderer/index.html'] : [];
      last = last.then(build).then(
        (names) => changed([...names, ...page]),
        (error) => {
          // Ctrl-C ends the bundler, too, in the middle of its work.
          if (error.errors === undefined && !over) throw error;
        },
      );
    }, silence);
  };
  const watchers = ['src-main', 'src-renderer'].map((source) =>
    watch(join(root, source), { recursive: true }, (_, file) => touched(source, file)),
  );
  return async () => {
    over = true;
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    await last;
    await Promise.all(contexts.map((one) => one.dispose()));
  };
}
