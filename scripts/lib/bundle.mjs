import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { build as bundle } from 'esbuild';
import { writeManPage } from './man-page.mjs';
import { oneReact } from './one-react.mjs';
import { packageFoldersIn } from './package/bundled.mjs';
import { partsOf } from './parts.mjs';
import { fail, root } from './run.mjs';
import { languagePrograms, spokenWords } from './spoken-words.mjs';

/**
 * Packages that most runs of the terminal never need: each in a file of its own beside the bundles, read on first use by import().
 * Compiling the SDK costs more than everything else that `roletap code` does before it talks to the card.
 */
export const lazyPackages = ['@aws-sdk/client-sts', '@aws-sdk/client-iam', '@aws-sdk/client-cloudtrail'];
const lazyFile = (name) => `${name.replace(/^@/, '').replaceAll('/', '-')}.cjs`;

/** The same for parts of ours, by the name of their source: each program that wants one reads it by import(). */
const lazyParts = [
  { source: 'src-main/aws/services.adapter.ts', output: 'aws-services.cjs' },
  // As the packages above: the SDK knows some of its types by name.
  { source: 'src-main/aws/sources/sign-in-providers.adapter.ts', output: 'aws-sign-in.cjs', how: { keepNames: true } },
  { source: 'src-main/terminal/commands/late-commands.ts', output: 'late-commands.cjs' },
  { source: 'src-main/terminal/limits/policy-file.adapter.ts', output: 'policy-file.cjs' },
  { source: 'src-main/storage/browsers/browsers.adapter.ts', output: 'browsers.cjs' },
  { source: 'src-main/qr/qr-code.adapter.ts', output: 'qr-code.cjs' },
  { source: 'src-main/terminal/console/pick.adapter.ts', output: 'pick.cjs' },
  { source: 'src-main/terminal/help/brief.adapter.ts', output: 'help.cjs' },
  { source: 'src-main/app/setups/certificate-program.ts', output: 'certificates.cjs' },
  { source: 'src-main/terminal/commands/demo-run.ts', output: 'demo-run.cjs' },
  { source: 'src-main/terminal/team/team-command.ts', output: 'team.cjs' },
  { source: 'src-main/terminal/trail/activity-command.ts', output: 'activity.cjs' },
  { source: 'src-main/app/team/team-desk.ts', output: 'team-desk.cjs' },
  { source: 'src-main/app/trail/read-trail.ts', output: 'read-trail.cjs' },
  { source: 'src-main/shell/updates/electron-updater.adapter.ts', output: 'updater.cjs' },
];

/**
 * Parts of ours that are named at the top of other files, and read when something of them is used first. What asks by `instanceof`, or keeps something
 * in its module, can't be one: each program has a copy of what a part names in turn.
 */
const lateParts = [
  { source: 'src-main/words/problems/problem-words.ts', output: 'problem-words.cjs' },
  { source: 'src-main/terminal/console/text-width.ts', output: 'text-width.cjs' },
  // The library's newer form leaves out what nobody uses, a third of it; and it knows its own types by name.
  { source: 'src-main/x509/structures.ts', output: 'x509.cjs', how: { mainFields: ['module', 'main'], keepNames: true } },
];

const lazyChunks = {
  name: 'lazy-chunks',
  setup: (build) => {
    build.onResolve({ filter: /^\..*\.ts$/ }, ({ path, kind, resolveDir }) => {
      const part = kind === 'import-statement' && lateParts.find(({ source }) => join(root, source) === join(resolveDir, path));
      return part ? { path: `./${part.output}`, external: true } : undefined;
    });
    // The package has no text of its licence, which has to ship with it.
    build.onResolve({ filter: /^lazy-val$/ }, () => ({ path: join(root, 'src-main/shell/updates/lazy-value.ts') }));
    build.onResolve({ filter: /^@aws-sdk\// }, ({ path, kind }) =>
      kind === 'dynamic-import' && lazyPackages.includes(path) ? { path: `./${lazyFile(path)}`, external: true } : undefined,
    );
    build.onResolve({ filter: /\.ts$/ }, ({ path, kind }) => {
      const part = kind === 'dynamic-import' ? lazyParts.find(({ source }) => basename(source) === basename(path)) : undefined;
      return part ? { path: `./${part.output}`, external: true } : undefined;
    });
  },
};

/**
 * Modules of Node that a program may not need are read when something of them is used first: reading all that is named would be a tenth of a
 * command's time.
 */
const lateModules = [
  ...['child_process', 'crypto', 'dns', 'http', 'https', 'inspector', 'readline', 'tls', 'tty', 'zlib'].map((name) => `node:${name}`),
  ...lateParts.map(({ output }) => `./${output}`),
];
const readLate = [
  `{const read=require,late=new Set(${JSON.stringify(lateModules)}),`,
  'property=(of,name)=>{const found=Reflect.getOwnPropertyDescriptor(of,name);return found&&{...found,configurable:true}},',
  // Whoever asks for its names, as for `import * as`, has it read at once.
  'stand=(name)=>new Proxy({},{get:(_,used)=>read(name)[used],has:(_,used)=>used in read(name),',
  'ownKeys:()=>Reflect.ownKeys(read(name)),getOwnPropertyDescriptor:(_,used)=>property(read(name),used)});',
  'require=Object.assign((name)=>late.has(name)?stand(name):read(name),read)}',
].join('');

const node = {
  platform: 'node',
  // Node 18 is what the oldest Electron that we run on carries.
  target: 'node18',
  format: 'cjs',
  bundle: true,
  // No keepNames: it names each function anew at every start, a tenth of a command's time. A reported line and column leads to the place all the same.
  minify: true,
  legalComments: 'none',
  absWorkingDir: root,
  logLevel: 'warning',
  metafile: true,
  external: ['electron', 'smartcard', 'koffi', '@napi-rs/keyring'],
  plugins: [lazyChunks, spokenWords],
  // Written out as require(): older Electrons cannot import() out of an asar archive.
  supported: { 'dynamic-import': false },
  // For `createRequire`, which takes the path of a file as well.
  define: { 'import.meta.url': '__filename', 'process.env.NODE_ENV': '"production"' },
  banner: { js: readLate },
};

const sandboxed = { ...node, define: {}, banner: {}, external: ['electron'] };

const renderer = {
  platform: 'browser',
  target: 'chrome114',
  format: 'esm',
  bundle: true,
  minify: true,
  legalComments: 'none',
  jsx: 'automatic',
  absWorkingDir: root,
  logLevel: 'warning',
  metafile: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [spokenWords, oneReact],
  loader: { '.svg': 'dataurl', '.woff2': 'file' },
  external: [],
};

/** Source -> name in out/. */
export const programs = [
  { source: 'src-main/main.ts', output: 'main.cjs', options: node },
  { source: 'src-main/shell/windows/preload.ts', output: 'preload.cjs', options: sandboxed },
  {
    source: 'src-main/terminal/start.adapter.ts',
    output: 'cli.cjs',
    options: { ...node, banner: { js: `#!/usr/bin/env node\n${readLate}` } },
  },
  // One function, for cli.cjs to call.
  {
    source: 'src-main/cli.ts',
    output: 'terminal.cjs',
    options: {
      ...node,
      banner: { js: `(function(require,__filename,__dirname,earlyCardProcess){${node.banner.js}` },
      footer: { js: '})' },
    },
  },
  { source: 'src-main/card/process/card-program.adapter.ts', output: 'card-process.cjs', options: node },
  { source: 'src-main/terminal/programs/clear-clipboard.adapter.ts', output: 'clear-clipboard.cjs', options: node },
  ...[...lazyParts, ...lateParts].map(({ how, ...part }) => ({ ...part, options: { ...node, ...how } })),
  { source: 'src-renderer/index.tsx', output: 'renderer/index.js', options: renderer },
  ...languagePrograms(),
];

/** The same for scripts: flaws in the code are already on the screen, so they end the script without a stack. */
export async function buildOrExit() {
  try {
    return await build();
  } catch (error) {
    if (error.errors === undefined) throw error;
    return fail('The build did not work; the reasons are above.');
  }
}

/** Builds into a folder of its own and swaps them, so that a program that starts meanwhile sees a whole build. Answers name -> bytes. */
export async function build(out = join(root, 'out')) {
  const making = join(root, `node_modules/.roletap/out-${process.pid}`);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  try {
    const sizes = new Map();
    const there = programs.filter((program) => existsSync(join(root, program.source)));
    const used = new Set();
    const others = new Set();
    const named = new Map();
    const note = ({ metafile }) => {
      for (const folder of packageFoldersIn(metafile)) others.add(folder);
    };
    await Promise.all(
      there.map(async ({ source, output, options }) => {
        const result = await bundle({ ...options, entryPoints: [source], outfile: join(making, output) });
        note(result);
        for (const [path, { bytes, imports }] of Object.entries(result.metafile.outputs)) {
          sizes.set(relative(making, join(root, path)), bytes);
          const beside = imports.flatMap((one) => /^\.\/([\w.-]+\.cjs)$/.exec(one.path)?.[1] ?? []);
          named.set(relative(making, join(root, path)), beside);
          for (const name of lazyPackages) if (beside.includes(lazyFile(name))) used.add(name);
        }
      }),
    );
    for (const name of used) {
      const result = await bundleLazyPackage(name, making);
      note(result);
      sizes.set(lazyFile(name), Object.values(result.metafile.outputs)[0].bytes);
    }
    // For the licences that a package carries.
    writeFileSync(join(making, 'bundled.json'), JSON.stringify([...others].sort(), undefined, 1));
    // For packages, and for a terminal that finds out that it is not whole.
    writeFileSync(join(making, 'parts.json'), JSON.stringify(partsOf(named), undefined, 1));
    copyPage(making);
    copyAssets(making);
    if (existsSync(join(making, 'terminal.cjs'))) await keepCompiled(join(making, 'terminal.cjs'));
    if (existsSync(join(making, 'cli.cjs'))) await writeManPage(join(making, 'roletap.1'));
    if (existsSync(join(making, 'cli.cjs'))) chmodSync(join(making, 'cli.cjs'), 0o755);
    const old = `${making}-old`;
    if (existsSync(out)) renameSync(out, old);
    renameSync(making, out);
    rmSync(old, { recursive: true, force: true });
    return sizes;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Lets the code that V8 of `node` compiled lie beside the terminal's program and its parts; without it they only start later. */
export async function keepCompiled(file, node = process.execPath) {
  const keep = async (what) => {
    const home = mkdtempSync(join(tmpdir(), 'roletap-build-'));
    try {
      await promisify(execFile)(node, [join(import.meta.dirname, 'code-cache.mjs'), what, file, home]);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };
  await Promise.all([keep('program'), keep('parts')]);
}

export const bundleLazyPackage = (name, making) =>
  bundle({ ...node, minify: true, keepNames: true, plugins: [], entryPoints: [name], outfile: join(making, lazyFile(name)) });

export function copyAssets(making) {
  for (const name of ['tray', 'icons']) {
    cpSync(join(root, 'assets', name), join(making, 'assets', name), { recursive: true, filter: (path) => !path.endsWith('.svg') });
  }
}

/** The page names its source (`index.tsx`), the copy what was built from it. */
export function copyPage(making) {
  const source = join(root, 'src-renderer/index.html');
  if (!existsSync(source)) return;
  let html = readFileSync(source, 'utf8').replaceAll('index.tsx', 'index.js');
  if (existsSync(join(making, 'renderer/index.css')) && !/href="(\.\/)?index\.css"/.test(html)) {
    html = html.replace('</head>', '  <link rel="stylesheet" href="./index.css">\n</head>');
  }
  mkdirSync(join(making, 'renderer'), { recursive: true });
  writeFileSync(join(making, 'renderer/index.html'), html);
}
