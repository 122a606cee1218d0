import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../app/eventually.ts';
import type { TestHome } from '../app/test-home.ts';

/** Orca on the display of a test, with a voice that writes instead of speaking. */
export interface Orca {
  /** Waits until this is said, after what was waited for before; resolves to all that was said in between, a line each. */
  readonly says: (text: string | RegExp, patience?: number) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

const hasOwner = [
  '--session',
  '--print-reply',
  '--dest=org.freedesktop.DBus',
  '/',
  'org.freedesktop.DBus.NameHasOwner',
  'string:org.a11y.Bus',
];

/** Why Orca cannot be heard here; undefined where it can. A bus that programs of other tests were on does not bring it the ones of this test. */
export const noOrca = (): string | undefined => {
  if (!['orca', 'speech-dispatcher'].every((program) => spawnSync(program, ['--version']).status === 0))
    return 'the screen reader is not installed (apt install --no-install-recommends orca)';
  return spawnSync('dbus-send', hasOwner, { encoding: 'utf8' }).stdout.includes('true')
    ? 'the screen reader wants a desktop on which no other test ran: npm test -- screen-reader'
    : undefined;
};

/** Speech Dispatcher, whose only voice appends each text to a file. It opens a sound device all the same, so it gets the one that is none. */
const startVoice = async (home: string, folder: string, environment: Record<string, string>) => {
  const config = join(folder, 'config');
  const spoken = join(folder, 'spoken');
  const socket = join(folder, 'socket');
  mkdirSync(join(config, 'modules'), { recursive: true });
  const lines = (...all: readonly string[]) => `${all.join('\n')}\n`;
  writeFileSync(join(home, '.libao'), lines('default_driver=null'));
  writeFileSync(
    join(config, 'speechd.conf'),
    lines('AddModule "writes" "sd_generic" "writes.conf"', 'DefaultModule writes', 'AudioOutputMethod "libao"'),
  );
  const write = String.raw`GenericExecuteSynth "printf '%s\\n' \'$DATA\' >> ${spoken}"`;
  writeFileSync(join(config, 'modules/writes.conf'), lines(write, 'GenericLanguage "en" "en" "utf-8"', 'AddVoice "en" "MALE1" "none"'));
  const words = ['--run-single', '--config-dir', config, '--log-dir', folder, '--timeout', '0'];
  const process = spawn('speech-dispatcher', [...words, '--communication-method', 'unix_socket', '--socket-path', socket], {
    env: environment,
    stdio: 'ignore',
  });
  await eventually(() => existsSync(socket), 'the voice listens');
  return { process, address: `unix_socket:${socket}`, spoken: () => (existsSync(spoken) ? readFileSync(spoken, 'utf8') : '') };
};

/** Starts the screen reader; call it before the program. */
export const startOrca = async ({ environment, folder }: TestHome): Promise<Orca> => {
  const own = join(folder, 'orca');
  mkdirSync(own);
  const voice = await startVoice(String(environment.HOME), own, environment);
  const reader = spawn('orca', ['--replace', '--user-prefs', own, '--disable', 'braille'], {
    env: { ...environment, SPEECHD_ADDRESS: voice.address },
    stdio: 'ignore',
  });
  let heard = 0;
  const says: Orca['says'] = (text, patience) =>
    eventually(
      () => {
        const lines = voice.spoken().split('\n').slice(0, -1);
        const place = lines.findIndex(
          (line, index) => index >= heard && (typeof text === 'string' ? line.includes(text) : text.test(line)),
        );
        if (place < 0) return undefined;
        const between = lines.slice(heard, place + 1);
        heard = place + 1;
        return between;
      },
      `the screen reader says ${text}`,
      patience,
    ).catch((error: Error) => {
      throw new Error(`${error.message}. It said:\n${voice.spoken()}`);
    });
  // Beside other tests Python takes its time to start.
  await eventually(() => voice.spoken() !== '', 'the screen reader greets');
  return {
    says,
    stop: async () => {
      for (const process of [reader, voice.process]) {
        const ended = new Promise<void>((resolve) => process.once('exit', () => resolve()));
        process.kill('SIGKILL');
        await ended;
      }
    },
  };
};
