// Run by the build as a program of its own: node code-cache.mjs FILE FOLDER
// Runs the terminal's program once, with FOLDER as its home, and keeps beside it what V8 compiled for that. It is the run that has to be quick: a command
// under a role that has a session. Functions that it does not reach are compiled when they are called.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

const [file, home] = process.argv.slice(2);
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
// Sessions are held beyond a process on Linux alone.
const words = process.platform === 'linux' ? ['exec', 'dev', '--', 'true'] : ['sessions', '--json'];
process.argv = [process.argv[0], file, ...words];
const script = new Script(readFileSync(file, 'latin1'), { filename: file });
script.runInThisContext()(createRequire(file), file, dirname(file));
process.once('exit', () => writeFileSync(`${file}.cache`, script.createCachedData()));
