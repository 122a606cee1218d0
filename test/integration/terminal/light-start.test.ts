import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStage, type Stage, start } from '../../support/aws/stage.ts';

/** What a command that starts in a prompt or a script reads of Node: each of these would be felt in every call of it. */
const heavy = ['child_process', 'crypto', 'http', 'https', 'inspector', 'perf_hooks', 'readline', 'worker_threads', 'zlib'];

let stage: Stage;

beforeEach(async () => {
  stage = await createStage();
});

afterEach(() => stage.close());

test.each([['--help'], ['sessions'], ['credentials', 'dev']])('`roletap %s` reads no heavy part of Node', async (...words) => {
  const told = join(stage.home.folder, 'modules.json');
  const hook = join(stage.home.folder, 'hook.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(told)}, JSON.stringify(process.moduleLoadList)));`,
  );
  // No key is plugged in, and nobody could put one in.
  await stage.roletap(words, { environment: { NODE_OPTIONS: `--require ${hook}`, ROLETAP_WAIT: '0' } }).ended;
  const read = JSON.parse(readFileSync(told, 'utf8')) as readonly string[];
  expect(heavy.filter((name) => read.includes(`NativeModule ${name}`))).toEqual([]);
});

test.each([['--help'], ['help', 'tap'], ['-h']])('`roletap %s` does not read the rest of the program', async (...words) => {
  const program = join(stage.home.folder, 'program');
  cpSync('out', program, { recursive: true });
  symlinkSync(resolve('node_modules'), join(stage.home.folder, 'node_modules'));
  writeFileSync(join(program, 'terminal.cjs'), 'nobody reads this');
  const { code, stdout } = await start(process.execPath, [join(program, 'cli.cjs'), ...words], stage.home.environment).ended;
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^roletap.*: /)]);
});

const forOthers = ['late-commands.cjs', 'aws-services.cjs', 'text-width.cjs', 'pick.cjs', 'x509.cjs'];

test.each([
  // Without a session, and without a key, the second ends with a problem.
  { words: ['sessions'], parts: [...forOthers, 'problem-words.cjs'] },
  { words: ['credentials', 'dev'], parts: forOthers },
])('`roletap $words` reads none of the parts for other commands', async ({ words, parts }) => {
  const told = join(stage.home.folder, 'files.json');
  const hook = join(stage.home.folder, 'hook.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(told)}, JSON.stringify(Object.keys(require.cache))));`,
  );
  await stage.roletap(words, { environment: { NODE_OPTIONS: `--require ${hook}`, ROLETAP_WAIT: '0' } }).ended;
  const read = JSON.parse(readFileSync(told, 'utf8')) as readonly string[];
  expect(parts.filter((part) => read.some((file) => file.endsWith(part)))).toEqual([]);
});

test('what V8 compiled of the program and its parts at the build is taken', async () => {
  const told = join(stage.home.folder, 'taken.json');
  const hook = join(stage.home.folder, 'hook.cjs');
  writeFileSync(
    hook,
    `const vm = require('node:vm');
    const taken = {};
    vm.Script = class extends vm.Script {
      constructor(source, options) {
        super(source, options);
        taken[require('node:path').basename(options.filename)] = this.cachedDataRejected === false;
      }
    };
    process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(told)}, JSON.stringify(taken)));`,
  );
  const { code, stderr } = await stage.roletap(['demo'], { environment: { NODE_OPTIONS: `--require ${hook}` } }).ended;
  expect(code, stderr).toBe(0);
  const taken = JSON.parse(readFileSync(told, 'utf8')) as Readonly<Record<string, boolean>>;
  expect(Object.keys(taken)).toEqual(
    expect.arrayContaining(['terminal.cjs', 'demo-run.cjs', 'aws-services.cjs', 'aws-sdk-client-sts.cjs']),
  );
  expect(Object.keys(taken).filter((file) => !taken[file])).toEqual([]);
});

// The bundler puts every module of a file in a function of its own as soon as one of them is imported late by another.
test('the program has no part that it reads late from its own file', () => {
  const late = readFileSync('out/terminal.cjs', 'utf8').match(/Promise\.resolve\(\)\.then\(\(\)=>[^)]{0,40}/g) ?? [];
  expect(late.length).toBeGreaterThan(5);
  expect(late.filter((part) => !part.includes('require('))).toEqual([]);
});

// It is read byte by byte, which is quicker; the bundler escapes what is no ASCII in texts, and leaves it in patterns.
test('the program is plain ASCII', () => {
  expect(readFileSync('out/terminal.cjs').findIndex((byte) => byte > 127)).toBe(-1);
});
