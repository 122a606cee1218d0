import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createConnection, createServer } from 'node:net';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../../app/app.ts';
import { installedTerminal } from '../../base/installed-terminal.adapter.ts';
import { openPeerCredentials } from '../../serve/askers/peer-credentials.adapter.ts';
import { createKeyring } from '../../storage/secrets/keyring.adapter.ts';
import { KeyringFault } from '../../storage/secrets/keyring.ts';
import { writeWhole } from '../../storage/whole-file.adapter.ts';
import type { Surroundings } from '../../surroundings.adapter.ts';
import { type PlatformFacts, signatureCommand } from './self-test.ts';

/** What a command says on standard error when it fails; undefined when it does not. */
const failureOf = ([command, ...words]: readonly [string, ...string[]]): Promise<string | undefined> =>
  new Promise((resolve) => {
    execFile(command, words, { timeout: 20_000, windowsHide: true }, (error, _out, said) =>
      resolve(error ? said.trim().split('\n', 1)[0] || error.message : undefined),
    );
  });

const loads = (name: string): boolean => {
  try {
    createRequire(import.meta.url)(name);
    return true;
  } catch {
    return false;
  }
};

/** Connects to itself, and asks the kernel who that is. */
const namesPeers = async (platform: string, folder: string): Promise<boolean> => {
  const find = await openPeerCredentials(platform);
  const server = createServer();
  const path = join(folder, 'socket');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const peer = new Promise<number | undefined>((resolve) => server.once('connection', (socket) => resolve(find(socket)?.pid)));
  const client = createConnection(path);
  try {
    return (await peer) === process.pid;
  } finally {
    client.destroy();
    server.close();
  }
};

const keyringFlaw = async (here: Pick<Surroundings, 'platform' | 'env'>): Promise<string | undefined> => {
  const keyring = createKeyring(here);
  if (!keyring.likely()) return 'absent';
  try {
    (await keyring.read())?.fill(0);
    return undefined;
  } catch (error) {
    return error instanceof KeyringFault ? error.flaw : 'unknown';
  }
};

/** Asks this system for all that differs between systems. Nothing is kept, and no YubiKey is touched. `folder`: of the bundles that run. */
export const platformFacts = async (app: App, here: Surroundings, folder: string): Promise<PlatformFacts> => {
  const { platform } = here;
  const own = await mkdtemp(join(tmpdir(), 'roletap-doctor-'));
  try {
    const isWindows = platform === 'win32';
    const program = isWindows ? 'powershell.exe' : 'curl';
    const file = installedTerminal(folder)?.node;
    const command = file === undefined ? undefined : signatureCommand(platform, file);
    const said = command && (await failureOf(command));
    const probe = join(own, 'probe');
    await writeWhole(probe, 'probe');
    const { card } = app.snapshot();
    return {
      system: `${platform} ${process.arch} ${release()}`,
      node: process.versions.node,
      modules: ['smartcard', 'koffi', '@napi-rs/keyring'].map((name) => ({ name, loads: loads(name) })),
      keys: card.kind === 'no-service' ? undefined : card.kind === 'present' ? card.keys.length : 0,
      keyringFlaw: await keyringFlaw(here),
      launcher: {
        program,
        found: (await failureOf(isWindows ? [program, '-NoProfile', '-Command', 'exit 0'] : [program, '--version'])) === undefined,
      },
      signature: file === undefined ? 'unpackaged' : command === undefined ? 'unneeded' : said === undefined ? 'valid' : { said },
      ...(isWindows ? {} : { peers: await namesPeers(platform, own), ownModes: ((await stat(probe)).mode & 0o077) === 0 }),
    };
  } finally {
    await rm(own, { recursive: true, force: true });
  }
};
