// Run by the build as a program of its own: node code-cache.mjs WHAT FILE FOLDER
// Runs the terminal's program FILE once, with FOLDER as its home, and keeps beside it what V8 compiled for that. Functions that a run does not reach are
// compiled when they are called.
//   program  of FILE itself, in the run that has to be quick: a command under a role that has a session
//   parts    of what FILE reads when it needs it, in the demo, which calls AWS; those that the demo does not read are loaded
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { partsReadLate } from './parts.mjs';

const [what, file, home] = process.argv.slice(2);
const programs = dirname(file);
const account = 'arn:aws:iam::111122223333';
const now = Date.now();

const session = {
  target: 'dev-tap',
  profile: 'dev',
  roleArn: `${account}:role/dev`,
  source: 'work',
  sourceKey: 'AKIAEXAMPLE',
  since: now,
  used: now,
  credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'none', sessionToken: 'none', expires: now + 3_600_000 },
};

writeFileSync(
  `${home}/config`,
  `[profile work]\nregion = eu-central-1\n[profile dev]\nrole_arn = ${session.roleArn}\nsource_profile = work\nmfa_serial = ${account}:mfa/jane\n`,
);
writeFileSync(`${home}/credentials`, `[work]\naws_access_key_id = ${session.sourceKey}\naws_secret_access_key = none\n`);
mkdirSync(`${home}/roletap`, { mode: 0o700 });
writeFileSync(`${home}/roletap/sessions.json`, JSON.stringify({ 'role dev-tap': JSON.stringify(session) }), { mode: 0o600 });

Object.assign(process.env, {
  HOME: home,
  XDG_CONFIG_HOME: home,
  XDG_RUNTIME_DIR: home,
  AWS_CONFIG_FILE: `${home}/config`,
  AWS_SHARED_CREDENTIALS_FILE: `${home}/credentials`,
  // Without the session there is nobody to touch a key.
  ROLETAP_WAIT: '0',
});

const read = createRequire(file);
const keep = (path, script) => writeFileSync(`${path}.cache`, script.createCachedData());

/** As src-main/terminal/programs/parts.adapter.ts runs a part: V8 takes the code of the same text alone. */
const parts = new Map();
const require = Object.assign((name) => {
  const path = join(programs, name);
  if (!name.startsWith('./') || read.cache[path]) return read(name);
  const script = new Script(Module.wrap(readFileSync(path, 'utf8')), { filename: path });
  const module = new Module(path);
  read.cache[path] = module;
  parts.set(path, script);
  script.runInThisContext()(module.exports, require, module, path, programs);
  module.loaded = true;
  return module.exports;
}, read);

const program = new Script(readFileSync(file, 'latin1'), { filename: file });
const run = (words, readPart) => {
  process.argv = [process.argv[0], file, ...words];
  program.runInThisContext()(readPart, file, programs);
};
if (what === 'program') {
  // Sessions are held beyond a process on Linux alone.
  run(process.platform === 'linux' ? ['exec', 'dev', '--', 'true'] : ['sessions', '--json'], read);
  process.once('exit', () => keep(file, program));
} else {
  run(['demo', '--json'], require);
  process.once('exit', () => {
    const { terminal } = JSON.parse(readFileSync(join(programs, 'parts.json'), 'utf8'));
    for (const name of partsReadLate(terminal)) require(`./${name}`);
    for (const [path, script] of parts) keep(path, script);
    // Where the demo does not come to its end, as without a loopback network, less is compiled, and that is all.
    process.exitCode = 0;
  });
}
