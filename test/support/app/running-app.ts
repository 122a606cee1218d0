import { type App, createApp } from '../../../src-main/app/app.ts';
import { withoutWindow } from '../../../src-main/app/front-end.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import {
  createCommandEnvironment,
  createForgetfulSettings,
  forgetfulPasswords,
  joinPorts,
  noClipboard,
  type Parts,
} from '../../../src-main/compose.ts';
import { createInProcessReaders } from '../../../src-main/demo/virtual-yubikey/in-process-readers.ts';
import { createVirtualYubiKey, type VirtualYubiKey } from '../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { oneLine } from '../../../src-main/serve/door/answers.ts';
import { createDoors, type Doors } from '../../../src-main/serve/doors.adapter.ts';
import { dataFolder } from '../../../src-main/storage/folders.ts';
import { problemWords } from '../../../src-main/words/problems/problem-words.ts';
import { sessionsSaid } from '../../../src-main/words/terminal.ts';
import type { Stage } from '../aws/stage.ts';

/** The app as it is in the tray, without its window: in this process, with a virtual key of its own, at the stage's files, AWS and socket. */
export interface RunningApp {
  readonly app: App;
  readonly doors: Doors;
  readonly key: VirtualYubiKey;
  /** Resolves when the key waits for touch. */
  readonly blinking: () => Promise<void>;
  /** Resolves when the snapshot is as wanted. */
  readonly until: (reached: (snapshot: ReturnType<App['snapshot']>) => boolean) => Promise<void>;
  readonly socket: () => string;
  readonly close: () => Promise<void>;
}

/** `parts`: what it has beside, or in the place of its own. */
export const startRunningApp = async (
  stage: Stage,
  parts: Partial<Pick<Parts, 'accessKeys' | 'env' | 'log'>> = {},
): Promise<RunningApp> => {
  const { environment } = stage.home;
  const folder = dataFolder({ platform: process.platform, env: environment, home: environment.HOME ?? '' });
  const key = createVirtualYubiKey({ serial: 87654321 });
  key.store({ id: stage.device.arn, secret: stage.device.seed, touch: true });
  const doors = createDoors({
    platform: process.platform,
    env: environment,
    folder,
    programs: '/nowhere',
    demo: false,
    version: '0.1.0',
    command: createCommandEnvironment(sessionsSaid.hidden),
    tellProblem: (problem) => oneLine(problemWords(problem)),
    clock: systemClock,
  });
  const world = joinPorts({
    readers: createInProcessReaders({ 'Yubico YubiKey OTP+FIDO+CCID 00 00': key }),
    configPath: stage.config,
    credentialsPath: stage.credentials,
    folder,
    runtimeFolder: `${environment.XDG_RUNTIME_DIR}/roletap`,
    env: { AWS_ENDPOINT_URL: stage.url },
    clipboard: noClipboard,
    settings: createForgetfulSettings(),
    passwords: forgetfulPasswords,
    launcher: doors.launcher,
    log: silentLog,
    ...parts,
  });
  const app = createApp(world, { answers: 'everything', ...withoutWindow, kind: 'tray', folder, lease: doors.lease });
  await Promise.all([app.ready, app.keysRead()]);
  await doors.open(app);
  const until: RunningApp['until'] = (reached) =>
    new Promise((resolve) => {
      const look = () => {
        if (!reached(app.snapshot())) return;
        stop();
        resolve();
      };
      const stop = app.subscribe(look);
      look();
    });
  return {
    app,
    doors,
    key,
    blinking: () =>
      new Promise((resolve) => {
        if (key.awaitingTouch()) return resolve();
        const stop = key.onAwaitingTouch((wait) => {
          if (!wait) return;
          stop();
          resolve();
        });
      }),
    until,
    socket: () => {
      const { door } = app.snapshot();
      return door.state === 'open' ? door.path : '';
    },
    close: async () => {
      await doors.close();
      await app.close();
      await world.close();
    },
  };
};
