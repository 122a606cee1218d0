import { join } from 'node:path';
import { version } from '../package.json';
import { type App, createApp } from './app/app.ts';
import { withoutWindow } from './app/front-end.ts';
import { systemClock } from './base/clock.ts';
import { untilAborted } from './base/jobs.ts';
import { createLog, silentLog } from './base/log.ts';
import { likelyHolder } from './card/process/holder.adapter.ts';
import { createRemoteReaders } from './card/process/remote-readers.ts';
import { joinPorts } from './compose.ts';
import type { Problem } from './contract/problems/problem.ts';
import { failed, type Result } from './contract/result.ts';
import type { Asker } from './contract/values.ts';
import { noteSessions } from './serve/launcher/session-note.adapter.ts';
import { keptSessionsFile } from './storage/folders.ts';
import { runtimeFolder } from './storage/login-file.adapter.ts';
import { untilAnswering } from './storage/plain-file.adapter.ts';
import { createKeptSecrets } from './storage/secrets/kept-secrets.adapter.ts';
import { createKeyring } from './storage/secrets/keyring.adapter.ts';
import { createForgetfulPlace } from './storage/secrets/sealed-file.adapter.ts';
import { type Surroundings, surroundings } from './surroundings.adapter.ts';
import { commands } from './terminal/commands/commands.ts';
import { printEnvironment } from './terminal/commands/hand-over-commands.ts';
import { isForApp, runAtApp } from './terminal/commands/running-app.ts';
import { lendCredentials, runWithRole, wishOf, withPolicy } from './terminal/commands/share-commands.ts';
import { atRunningApp, childParts, ownAsker, ownLauncher } from './terminal/commands/sharing.adapter.ts';
import { readAnswers } from './terminal/console/answers.ts';
import { type Arguments, readArguments } from './terminal/console/arguments.ts';
import type { Output } from './terminal/console/command.ts';
import { alsoOnTerminal, createConsole, endHeld, endNow } from './terminal/console/console.adapter.ts';
import { endInTime, endMillis, exit, exitOf, onEndSignal } from './terminal/console/end-signals.ts';
import { answersOf, noticeLines, policyText, problemDocument, problemLine, promptFrom } from './terminal/console/prompts.ts';
import { jsonLine, plainLines } from './terminal/console/tables.ts';
import { withSubCommand } from './terminal/options/sub-commands.ts';
import { openInBrowser } from './terminal/programs/browser.adapter.ts';
import { type EarlyCardProcess, forkCardProcess, readsKeys } from './terminal/programs/card-process.adapter.ts';
import { runChild } from './terminal/programs/child.adapter.ts';
import { createTerminalClipboard } from './terminal/programs/clipboard.adapter.ts';
import { bugWords } from './terminal/programs/installation.adapter.ts';
import { createLastingClipboard } from './terminal/programs/lasting-clipboard.adapter.ts';
import { type ChildParts, ownLender } from './terminal/programs/lender.ts';
import { createTerminalSettings } from './terminal/programs/settings.adapter.ts';
import { speakOf } from './words/platform/reader.ts';
import { keysSaid } from './words/terminal.ts';

/** Whether the answer could not be written: then nothing that was done makes this a success. */
let lost = false;

const console = createConsole((problem) => {
  lost = true;
  process.exitCode = exit.problem;
  console.note(problemLine(problem));
});

/** Whether the one document of --json is out. */
let answered = false;

/** Whether a command of the person's own runs in the place of this one: then that one decides when it ends. */
let replaced = false;

const ownChildParts = (here: Surroundings): ChildParts => ({
  ...childParts(here, console.note),
  run: (command, environment) =>
    runChild(command, environment, () => {
      replaced = true;
      console.handOver();
    }),
});

const tellProblem = (told: Problem, json: boolean, args?: Arguments): number => {
  answered = true;
  // What a command finds wrong with its words while it runs is explained where its words are.
  const problem = told.code === 'usage' && args ? { command: withSubCommand(args.command, args.words[0]), ...told } : told;
  if (json) console.out(jsonLine({ problem: problemDocument(problem) }));
  else {
    const policy = policyText(problem);
    console.note(problemLine(problem));
    if (policy) console.note(plainLines(policy.trimEnd()));
  }
  return exitOf(problem);
};

/** What terminal/start.adapter.ts hands over, where it started one. */
declare const earlyCardProcess: EarlyCardProcess | undefined;

const openApp = (args: Arguments, here: Surroundings, asker: Asker): { readonly app: App; readonly letGo: () => Promise<void> } => {
  const { platform, env, folder, paths } = here;
  speakOf(paths);
  const settings = createTerminalSettings(folder, systemClock);
  const log = env.ROLETAP_LOG ? createLog((line) => console.note(line), systemClock.now) : silentLog;
  const login = runtimeFolder(env, platform, process.getuid?.());
  const secrets = createKeptSecrets({ keyring: createKeyring({ platform, env }), folder, runtimeFolder: login, log, clock: systemClock });
  const ports = joinPorts({
    readers: createRemoteReaders({
      start: forkCardProcess(join(__dirname, 'card-process.cjs'), earlyCardProcess),
      clock: systemClock,
      holder: likelyHolder,
    }),
    configPath: paths.config,
    credentialsPath: paths.credentials,
    folder,
    runtimeFolder: login,
    env,
    clipboard: createLastingClipboard(
      createTerminalClipboard(platform, env),
      join(__dirname, 'clear-clipboard.cjs'),
      () => settings.get().clipboardSeconds,
    ),
    settings,
    passwords: secrets.passwords,
    accessKeys: secrets.accessKeys,
    launcher: ownLauncher(here, __dirname),
    // Opening the keyring for every command would take longer than most of them: sessions of an earlier login are the window's.
    keyring: createForgetfulPlace(keptSessionsFile(folder)),
    log,
    brief: (args.command === 'code' || args.command === 'credentials') && args.key === undefined,
  });
  const app = createApp(ports, {
    answers: answersOf(args, console.isInteractive),
    ...withoutWindow,
    openUrl: openInBrowser,
    folder,
    asker,
  });
  return { app, letGo: ports.close };
};

const runCommand = async (args: Arguments, here: Surroundings, app: App, signal: AbortSignal): Promise<Result<Output>> => {
  const { command } = args;
  // A key that another program holds is waited for up to ten seconds; nothing has to be taken back when that is given up.
  await Promise.race([Promise.all([app.ready, readsKeys(command) ? app.keysRead() : undefined]), untilAborted(signal)]);
  if (signal.aborted) return failed({ code: 'cancelled' });
  const lend = command === 'credentials' ? lendCredentials : command === 'exec' || command === 'shell' ? runWithRole : undefined;
  if (lend) return lend(ownLender(app, app.person, wishOf(args)), args, signal, ownChildParts(here));
  if (command === 'env') return printEnvironment(app, args, here, signal);
  if (command === 'doctor')
    return (await import('./terminal/commands/late-commands.ts')).lateCommands.doctor(args, app, here, __dirname, signal);
  if (command === 'prompt')
    return (await import('./terminal/commands/late-commands.ts')).lateCommands.printPrompt(args, here.folder, ownLauncher(here, __dirname));
  return commands[command as keyof typeof commands](app, args, signal, console);
};

/** Runs a command over the app to its end. */
const runOverApp = async (args: Arguments, here: Surroundings): Promise<number> => {
  const { app, letGo } = openApp(args, here, await ownAsker());
  const noted = noteSessions(app, here.folder);
  try {
    return await runAndTell(args, here, app);
  } finally {
    await noted.stop();
    await app.close();
    await letGo();
  }
};

const answer = ({ json, text }: Pick<Output, 'json' | 'text'>, asJson: boolean): number => {
  answered = true;
  console.out(asJson ? jsonLine(json) : text);
  return exit.done;
};

const tellOutput = (output: Output, args: Arguments, app: App): void => {
  const ofCertificates = ['tap', 'roles', 'piv', 'anywhere roles'].includes(withSubCommand(args.command, args.words[0]))
    ? ['certificate-ends']
    : [];
  const told = ['clock', 'endpoint', 'duration', 'device-gone', ...ofCertificates];
  // The doctor's answer has all of them, with the rest.
  if (args.command !== 'doctor') for (const line of noticeLines(app, told)) console.note(line);
  answer(output, args.json);
};

/** Has the app that runs do it. Undefined: it does not run, or it is not known there. */
const tryRunningApp = async (args: Arguments, here: Surroundings): Promise<number | undefined> => {
  const stopping = new AbortController();
  const stopListening = onEndSignal(() => stopping.abort());
  const result = await runAtApp(args, atRunningApp(here, ownChildParts(here)), stopping.signal);
  stopListening();
  if (!result?.ok) return result && tellProblem(result.problem, args.json);
  return result.value.code ?? answer(result.value, args.json);
};

const runAndTell = async (args: Arguments, here: Surroundings, app: App): Promise<number> => {
  const stopping = new AbortController();
  onEndSignal(() => stopping.abort());
  const given = await readAnswers(args, console, stopping.signal);
  if (!given.ok) return tellProblem(given.problem, args.json, args);
  // What a start finds out by the way asks nobody; a key that is held is waited for meanwhile.
  if (!readsKeys(args.command)) await Promise.race([app.ready, untilAborted(stopping.signal)]);
  const prompts = promptFrom(app, args.command === 'credentials' ? alsoOnTerminal(console) : console, given.value, () => stopping.abort());
  const result = await runCommand(args, here, app, stopping.signal);
  prompts.stop();
  // An endpoint of somebody else is what a problem with AWS may come from.
  if (!result.ok) for (const line of noticeLines(app, ['endpoint'])) console.note(line);
  if (!result.ok) return tellProblem(prompts.failure() ?? result.problem, args.json, args);
  if (result.value.code !== undefined) return result.value.code;
  tellOutput(result.value, args, app);
  if (args.copy) console.note(keysSaid.copied(app.snapshot().preferences.clipboardSeconds));
  return result.value.isBad ? exit.problem : exit.done;
};

const demonstrate = async (json: boolean): Promise<number> => {
  const stopping = new AbortController();
  onEndSignal(() => stopping.abort());
  // Its virtual key and its AWS are in a file of their own, which no other command reads.
  const { runDemo } = await import('./terminal/commands/demo-run.ts');
  const done = await runDemo(console, stopping.signal);
  if (!done.ok) return tellProblem(done.problem, json);
  if (json) console.out(jsonLine(done.value));
  return exit.done;
};

/** What the process ends with when a command has not ended by itself. */
const forceEnd = (): void => {
  if (!replaced) endNow(answered ? exit.nobody : tellProblem({ code: 'cancelled' }, process.argv.includes('--json')));
};

const main = async (): Promise<number> => {
  // Before anything is waited for: a signal may have come already.
  endInTime(forceEnd);
  const line = process.argv.slice(2);
  const read = readArguments(line, process.env.ROLETAP_WAIT !== '0');
  const args = read.ok ? await withPolicy(read.value) : read;
  if (!args.ok) return tellProblem(args.problem, line.includes('--json'));
  const { command, json } = args.value;
  if (command === 'demo') return demonstrate(json);
  if (command === 'help') return answer((await import('./terminal/help/brief.adapter.ts')).helpOutput(args.value), json);
  if (command === 'version') return answer({ json: { version }, text: `${version}\n` }, json);
  const here = surroundings();
  if (!here.ok) return tellProblem(here.problem, json);
  await untilAnswering([here.value.folder, here.value.env.XDG_RUNTIME_DIR]);
  const done = isForApp(args.value) ? await tryRunningApp(args.value, here.value) : undefined;
  return done ?? runOverApp(args.value, here.value);
};

/** Not process.exit: what was written must get out. */
const end = (code: number): void => {
  process.exitCode = lost ? exit.problem : code;
  // A line that was not understood needs none.
  earlyCardProcess?.kill();
  setTimeout(() => endHeld(Number(process.exitCode)), endMillis).unref();
};

main().then(end, (bug: unknown) => {
  const { line, problem } = bugWords(bug, __dirname);
  const asJson = process.argv.includes('--json') && !answered;
  if (!asJson || problem.code === 'internal-error') console.note(line);
  if (asJson) console.out(jsonLine({ problem }));
  end(exit.problem);
});
