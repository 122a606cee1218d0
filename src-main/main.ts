// The language is chosen before the first sentence is read.
import './shell/speak.adapter.ts';

import { homedir, release } from 'node:os';
import { join } from 'node:path';
import { version } from '../package.json';
import { createApp } from './app/app.ts';
import { diagnosticsText } from './app/pages/diagnostics.ts';
import { settingsFrom } from './app/settings.ts';
import { noUpdater } from './app/updates/updater.ts';
import { createAgents } from './aws/http/proxy.adapter.ts';
import { systemClock } from './base/clock.ts';
import { createLog } from './base/log.ts';
import { likelyHolder } from './card/process/holder.adapter.ts';
import { createRemoteReaders } from './card/process/remote-readers.ts';
import { createCommandEnvironment, forgetfulPasswords, joinPorts, type Parts } from './compose.ts';
import { startDemoWorld } from './demo/demo-world.adapter.ts';
import { oneLine } from './serve/door/answers.ts';
import { createDoors } from './serve/doors.adapter.ts';
import { doctorLines } from './serve/launcher/doctor-lines.adapter.ts';
import { createOwnCommand } from './serve/launcher/own-command.adapter.ts';
import { leaveNoDumps } from './shell/crash.adapter.ts';
import { refuseStart, runShell } from './shell/lifecycle.ts';
import type { ShellParts } from './shell/shell-options.ts';
import { forkCardProcess } from './shell/system/card-process.adapter.ts';
import { openSettings } from './shell/system/settings.adapter.ts';
import { createLogFile } from './storage/log-file.adapter.ts';
import { runtimeFolder } from './storage/login-file.adapter.ts';
import { type Surroundings, surroundings } from './surroundings.adapter.ts';
import { notificationWords } from './words/notifications.ts';
import { speakFor, speakOf } from './words/platform/reader.ts';
import { problemWords } from './words/problems/problem-words.ts';
import { sessionsSaid, startSaid } from './words/terminal.ts';
import { trayWords } from './words/tray.ts';

leaveNoDumps();
speakFor(process.platform);
const logFile = createLogFile();
const log = createLog((line) => {
  process.stderr.write(`${line}\n`);
  logFile.write(line);
}, systemClock.now);

type SourceOfParts = Pick<
  Parts,
  | 'readers'
  | 'configPath'
  | 'credentialsPath'
  | 'folder'
  | 'runtimeFolder'
  | 'env'
  | 'passwords'
  | 'keyring'
  | 'accessKeys'
  | 'alsoTrusted'
  | 'demo'
>;

/** The user's own YubiKeys, files and AWS. */
const realParts = ({ env, platform, paths }: Surroundings, shell: ShellParts): SourceOfParts => {
  return {
    readers: createRemoteReaders({ start: forkCardProcess(join(__dirname, 'card-process.cjs')), clock: systemClock, holder: likelyHolder }),
    configPath: paths.config,
    credentialsPath: paths.credentials,
    folder: shell.folder,
    runtimeFolder: runtimeFolder(env, platform, process.getuid?.()),
    env,
    passwords: shell.secrets.passwords,
    keyring: shell.secrets.sessions,
    accessKeys: shell.secrets.accessKeys,
  };
};

const createShellApp = (here: Surroundings) => async (shell: ShellParts) => {
  const { platform, env, paths } = here;
  speakOf(paths);
  logFile.open(shell.folder);
  const demo = shell.demo ? await startDemoWorld() : undefined;
  // The demo sees nothing of the user's environment: no endpoints, no proxies.
  const parts: SourceOfParts = demo
    ? { ...demo, runtimeFolder: undefined, env: {}, passwords: forgetfulPasswords, demo }
    : realParts(here, shell);
  const settings = openSettings(parts.folder, settingsFrom, systemClock, log);
  const doors = createDoors({
    platform,
    env,
    folder: parts.folder,
    programs: __dirname,
    demo: demo !== undefined,
    version,
    command: createCommandEnvironment(sessionsSaid.hidden),
    tellProblem: (problem) => oneLine(problemWords(problem, { where: 'terminal' })),
    clock: systemClock,
  });
  const ports = joinPorts({ ...parts, clipboard: shell.clipboard, settings, launcher: doors.launcher, log });
  const command = createOwnCommand({ platform, home: homedir(), env, programs: __dirname });
  if (!demo) void command.refresh();
  const diagnostics = async ({ accounts }: { readonly accounts: boolean }) => {
    const checks = await doctorLines(__dirname, env);
    const system = `${platform} ${process.arch} ${release()}`;
    return diagnosticsText({ ...shell.about, system, checks, home: homedir(), accounts });
  };
  const app = createApp(ports, {
    kind: 'tray',
    answers: 'everything',
    ...shell,
    ...(demo ? { updater: noUpdater } : {}),
    diagnostics,
    command,
    lease: doors.lease,
  });
  void doors.open(app);
  return {
    ...app,
    close: async () => {
      await doors.close();
      await app.close();
      await ports.close();
      await demo?.close();
    },
  };
};

const run = (here: Surroundings): void =>
  runShell({
    createApp: createShellApp(here),
    words: trayWords,
    notificationWords,
    startWords: startSaid,
    paths: {
      userData: here.folder,
      page: join(__dirname, 'renderer'),
      preload: join(__dirname, 'preload.cjs'),
      windowIcon: join(__dirname, 'assets', 'icons', '256x256.png'),
      trayIcons: join(__dirname, 'assets', 'tray'),
    },
    demo: process.argv.includes('--demo'),
    // One connection for one call: nobody asks again before tomorrow.
    agentFor: (url) => createAgents(here.env).agentFor(url, true, undefined, AbortSignal.timeout(10_000)),
    clock: systemClock,
    log,
  });

const found = surroundings();
if (found.ok) run(found.value);
else refuseStart(problemWords(found.problem));
