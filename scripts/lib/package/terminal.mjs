import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { inject } from 'postject';
import { keepCompiled } from '../bundle.mjs';
import { capture, root } from '../run.mjs';
import { terminalRuntime } from './terminal-runtime.mjs';

const asar = createRequire(createRequire(import.meta.url).resolve('app-builder-lib'))('@electron/asar');

/** Where Node looks for the program that it carries (nodejs.org, "Single executable applications"). */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/**
 * Puts the terminal into `resources`/terminal: the executable `roletap`, the programs that it reads, and the native modules of the app beside it, which
 * stay one file where the system has links.
 */
export async function makeTerminal(resources, { platform, arch }) {
  const folder = join(resources, 'terminal');
  const programs = join(folder, 'programs');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(programs, { recursive: true });
  const { terminal } = JSON.parse(readFileSync(join(root, 'out/parts.json'), 'utf8'));
  for (const name of [...terminal, 'parts.json']) {
    copyFileSync(join(root, 'out', name), join(programs, name));
    chmodSync(join(programs, name), 0o644);
  }
  copyModules(resources, folder, platform);
  const runtime = terminalRuntime(platform, arch);
  const executable = join(folder, platform === 'win32' ? 'roletap.exe' : 'roletap');
  await makeExecutable(runtime.executable, executable, platform);
  // V8 takes what the same Node has compiled, and nothing else.
  await keepCompiled(join(programs, 'terminal.cjs'), runtime.executable);
  copyFileSync(runtime.licence, join(folder, 'LICENSE.node.txt'));
  chmodSync(join(folder, 'LICENSE.node.txt'), 0o644);
}

/** The native modules as the archive has them. */
function copyModules(resources, folder, platform) {
  const archive = join(resources, 'app.asar');
  const names = asar.listPackage(archive).map((name) => name.replaceAll('\\', '/').slice(1));
  for (const name of names.filter((one) => one.startsWith('node_modules/') && /\.\w+$/.test(one))) {
    if ('files' in asar.statFile(archive, name)) continue;
    const to = join(folder, name);
    mkdirSync(dirname(to), { recursive: true });
    const unpacked = join(resources, 'app.asar.unpacked', name);
    if (!existsSync(unpacked)) writeFileSync(to, asar.extractFile(archive, name));
    else if (platform === 'linux') symlinkSync(relative(dirname(to), unpacked), to);
    else copyFileSync(unpacked, to);
  }
}

async function makeExecutable(node, executable, platform) {
  const making = join(root, 'node_modules/.roletap/terminal');
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  await build({
    entryPoints: [join(root, 'src-main/terminal/single.adapter.ts')],
    outfile: join(making, 'main.cjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
  });
  const settings = {
    main: join(making, 'main.cjs'),
    output: join(making, 'main.blob'),
    disableExperimentalSEAWarning: true,
    useCodeCache: false,
    useSnapshot: false,
    // NODE_OPTIONS is somebody else's: it could put a program of its own in front of ours.
    execArgvExtension: 'none',
  };
  writeFileSync(join(making, 'settings.json'), JSON.stringify(settings));
  runOrThrow(node, ['--experimental-sea-config', join(making, 'settings.json')]);
  copyFileSync(node, executable);
  chmodSync(executable, 0o755);
  // Its names of functions, which nobody reads here, are a seventh of it.
  if (platform === 'linux') runOrThrow('strip', [executable]);
  if (platform === 'darwin') runOrThrow('codesign', ['--remove-signature', executable]);
  const { log } = console;
  // The tool talks on standard output.
  console.log = () => {};
  try {
    const segment = platform === 'darwin' ? { machoSegmentName: 'NODE_SEA' } : {};
    await inject(executable, 'NODE_SEA_BLOB', readFileSync(settings.output), { sentinelFuse: fuse, ...segment });
  } finally {
    console.log = log;
  }
}

function runOrThrow(command, args) {
  const ran = capture(command, args, { seconds: 300 });
  if (!ran.ok) throw new Error(`${command} ${args[0]}: ${ran.err.trim()}`);
}
