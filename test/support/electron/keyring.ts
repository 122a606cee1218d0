import { spawn } from 'node:child_process';
import { Message, sessionBus } from 'dbus-next';
import { eventually, type TestHome } from './electron.ts';

/** A keyring of the test's own, unlocked, on the session bus. Resolves when it answers. */
export const startKeyring = async ({ environment }: TestHome) => {
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], { env: environment });
  const ended = new Promise((resolve) => daemon.once('close', resolve));
  daemon.stdin.end('password');
  const bus = sessionBus();
  const secrets = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };
  const owned = async () => {
    const reply = await bus.call(new Message({ ...secrets, member: 'NameHasOwner', signature: 's', body: ['org.freedesktop.secrets'] }));
    return reply?.body[0] === true;
  };
  await eventually(owned, 'the keyring is on the bus').finally(() => bus.disconnect());
  return {
    stop: () => {
      daemon.kill();
      return ended;
    },
  };
};
