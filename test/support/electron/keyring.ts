import { spawn } from 'node:child_process';
import { Message, sessionBus } from 'dbus-next';
import { eventually, type TestHome } from './electron.ts';

/** A keyring of the test's own, unlocked, on the session bus. Resolves when it answers. */
export const startKeyring = async ({ environment }: TestHome) => {
  const bus = sessionBus();
  const secrets = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };
  const ask = async (member: string) =>
    (await bus.call(new Message({ ...secrets, member, signature: 's', body: ['org.freedesktop.secrets'] })))?.body[0] as unknown;
  // The bus has started one without a keyring for an app of another test, which would be asked in the place of ours.
  const isFree = async () => {
    if ((await ask('NameHasOwner')) !== true) return true;
    process.kill(Number(await ask('GetConnectionUnixProcessID')));
    return false;
  };
  await eventually(() => isFree().catch(() => false), 'no other keyring is on the bus');
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], { env: environment });
  const ended = new Promise((resolve) => daemon.once('close', resolve));
  daemon.stdin.end('password');
  const isOurs = async () => (await ask('NameHasOwner')) === true && (await ask('GetConnectionUnixProcessID')) === daemon.pid;
  await eventually(isOurs, 'the keyring is on the bus').finally(() => bus.disconnect());
  return {
    stop: () => {
      daemon.kill();
      return ended;
    },
  };
};
