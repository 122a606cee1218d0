import { homedir } from 'node:os';
import { join } from 'node:path';
import { version } from '../package.json';
import { type App, createApp } from './app/app.ts';
import { withoutWindow } from './app/front-end.ts';
import { awsFilePaths } from './aws/files/aws-files.adapter.ts';
import { untilAborted } from './base/abort.ts';
import { systemClock } from './base/clock.ts';
import { bugLine, createLog, silentLog } from './base/log.ts';
import { createPcscReaders } from './card/connection/pcsc.adapter.ts';
import { forgetfulPasswords, joinPorts } from './compose.ts';
import type { Problem } from './contract/problems.ts';
import { failed, ok, type Result } from './contract/result.ts';
import { dataFolder, keptSessionsFile } from './storage/folders.ts';
import { runtimeFolder } from './storage/login-file.adapter.ts';
import { createForgetfulPlace } from './storage/sealed-file.adapter.ts';
import { mayNeedNobody, takesSomebody, withoutTouch } from './terminal/alone.ts';
import { commands } from './terminal/commands/commands.ts';
import { doctorOutput, examine } from './terminal/commands/doctor.ts';
import { guessFormat, printEnvironment } from './terminal/commands/hand-over-commands.ts';
import { isForApp, runAtApp } from './terminal/commands/running-app.ts';
import { lendCredentials, runWithRole } from './terminal/commands/share-commands.ts';
import { atRunningApp, childParts, ownAsker } from './terminal/commands/sharing.adapter.ts';
import { type Arguments, readArguments } from './terminal/console/arguments.ts';
import type { Output } from './terminal/console/command.ts';
import { alsoOnTerminal, createConsole } from './terminal/console/console.adapter.ts';
import { helpFor } from './terminal/console/help.ts';
import { noticeLines, policyText, problemDocument, problemLine, promptFrom } from './terminal/console/prompts.ts';
import { jsonLine, plainLines } from './terminal/console/tables.ts';
import { openInBrowser } from './terminal/programs/browser.adapter.ts';
import { createTerminalClipboard } from './terminal/programs/clipboard.adapter.ts';
import { createLastingClipboard } from './terminal/programs/lasting-clipboard.adapter.ts';
import { isSecondProcess, reportExitCode, runInSecondProcess } from './terminal/programs/launcher.adapter.ts';
import { ownLender } from './terminal/programs/lender.ts';
import { createTerminalSettings } from './terminal/programs/settings.adapter.ts';
import { keysSaid } from './words/terminal.ts';

/** Exit codes of the terminal (docs/terminal.md). */
const exit = { done: 0, usage: 2, problem: 3, nobody: 4 } as const;

const console = createConsole();

/** Whether the one document of --json is out. */
let answered = false;

const tellProblem = (problem: Problem, json: boolean): number => {
  answered = true;
  if (json) console.out(jsonLine({ problem: problemDocument(problem) }));
  else {
    const policy = policyText(problem);
    console.note(problemLine(problem));
    if (policy) console.note(plainLines(policy.trimEnd()));
  }
  if (problem.code === 'usage') return exit.usage;
  return problem.code === 'cancelled' || problem.code === 'not-touched' ? exit.nobody : exit.problem;
};

/** `alone`: nobody is asked anything, and no more is read than that takes. */
const openApp = (args: Arguments, alone: boolean): { readonly app: App; readonly letGo: () => Promise<void> } => {
  const { platform, env } = process;
  const system = { platform, env, home: homedir() };
  const folder = dataFolder(system);
  const paths = awsFilePaths(env, system.home);
  const settings = createTerminalSettings(folder, systemClock);
  const log = env.ROLETAP_LOG ? createLog((line) => console.note(line), systemClock.now) : silentLog;
  const ports = joinPorts({
    ...(args.command === 'completion' ? {} : { readers: createPcscReaders() }),
    configPath: paths.config,
    credentialsPath: paths.credentials,
    folder,
    runtimeFolder: runtimeFolder(env, platform, process.getuid?.()),
    env,
    clipboard: createLastingClipboard(
      createTerminalClipboard(platform, env),
      join(__dirname, 'clear-clipboard.cjs'),
      () => settings.get().clipboardSeconds,
    ),
    settings,
    passwords: forgetfulPasswords,
    keyring: createForgetfulPlace(keptSessionsFile(folder)),
    log,
    brief: alone && args.key === undefined,
  });
  const app = createApp(alone ? { ...ports, keys: withoutTouch(ports.keys) } : ports, {
    answers: alone ? 'nothing' : console.isInteractive ? 'everything' : args.passwordStdin ? 'passwords' : 'nothing',
    ...withoutWindow,
    openUrl: openInBrowser,
    folder,
  });
  return { app, letGo: ports.close };
};

const runCommand = async (args: Arguments, app: App, signal: AbortSignal): Promise<Result<Output>> => {
  // A key that another program holds is waited for up to ten seconds; nothing has to be taken back when that is given up.
  await Promise.race([app.ready, untilAborted(signal)]);
  if (signal.aborted) return failed({ code: 'cancelled' });
  const { command } = args;
  if (command === 'credentials') return lendCredentials(ownLender(app, await ownAsker()), args, signal);
  if (command === 'exec' || command === 'shell')
    return runWithRole(ownLender(app, await ownAsker()), args, signal, childParts(homedir(), console.note));
  if (command === 'env') return printEnvironment(app, args, guessFormat(process.platform, process.env), signal);
  if (command !== 'doctor') return commands[command as keyof typeof commands](app, args, signal, console);
  return ok(doctorOutput(examine(app)));
};

/** How a run went, and what is left to wait for when everything was said: a key that still blinks. */
interface Outcome {
  readonly code: number;
  readonly letGo?: () => Promise<void>;
}

/** Runs a command over the app to its end. */
const runOverApp = async (args: Arguments): Promise<Outcome> => {
  const { app, letGo } = openApp(args, false);
  try {
    return { code: await runAndTell(args, app), letGo };
  } finally {
    await app.close();
  }
};

const tellOutput = (output: Output, args: Arguments, app: App): void => {
  for (const line of noticeLines(app, ['clock', 'endpoint', 'duration', 'device-gone'])) console.note(line);
  answered = true;
  console.out(args.json ? jsonLine(output.json) : output.text);
};

/** Tries a command where nobody can be asked. Undefined: it takes somebody, or did not work, and nothing was said or spent. */
const tryAlone = async (args: Arguments): Promise<Outcome | undefined> => {
  const { app, letGo } = openApp(args, true);
  const stopping = new AbortController();
  let stopped = false;
  const stop = () => {
    stopped = true;
    stopping.abort();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  app.subscribe((snapshot) => takesSomebody(snapshot) && stopping.abort());
  const cancelled = untilAborted(stopping.signal).then(() => failed({ code: 'cancelled' }));
  const result = await Promise.race([runCommand({ ...args, wait: false }, app, stopping.signal), cancelled]);
  if (result.ok) tellOutput(result.value, args, app);
  await app.close();
  if (result.ok) return { code: exit.done, letGo };
  await letGo();
  process.off('SIGINT', stop).off('SIGTERM', stop);
  if (stopped) return { code: tellProblem({ code: 'cancelled' }, args.json) };
  // What is wrong without a touch is wrong with one.
  const isFinal = args.command === 'credentials' && !['touch-wanted', 'cancelled'].includes(result.problem.code);
  return isFinal ? { code: tellProblem(result.problem, args.json) } : undefined;
};

/** Has the app that runs do it. Undefined: it does not run, or it is not known there. */
const tryRunningApp = async (args: Arguments): Promise<Outcome | undefined> => {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const system = { platform: process.platform, env: process.env, home: homedir() };
  const parts = atRunningApp(dataFolder(system), childParts(system.home, console.note));
  const result = await runAtApp(args, parts, stopping.signal);
  process.off('SIGINT', stop).off('SIGTERM', stop);
  if (!result) return undefined;
  if (!result.ok) return { code: tellProblem(result.problem, args.json) };
  const { code, json, text } = result.value;
  if (code !== undefined) return { code };
  answered = true;
  console.out(args.json ? jsonLine(json) : text);
  return { code: exit.done };
};

const runAndTell = async (args: Arguments, app: App): Promise<number> => {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  // The first process was killed: nobody is there any more.
  if (isSecondProcess()) process.once('disconnect', stop);
  const password = args.passwordStdin ? await console.readLine(stopping.signal) : undefined;
  if (stopping.signal.aborted) return tellProblem({ code: 'cancelled' }, args.json);
  const prompts = promptFrom(app, args.command === 'credentials' ? alsoOnTerminal(console) : console, password, stop);
  const result = await runCommand(args, app, stopping.signal);
  prompts.stop();
  // An endpoint of somebody else is what a problem with AWS may come from.
  if (!result.ok) for (const line of noticeLines(app, ['endpoint'])) console.note(line);
  if (!result.ok) return tellProblem(prompts.passwordRefused() ? { code: 'password-wrong' } : result.problem, args.json);
  if (result.value.code !== undefined) return result.value.code;
  tellOutput(result.value, args, app);
  if (args.copy) console.note(keysSaid.copied(app.snapshot().preferences.clipboardSeconds));
  const bad = args.command === 'doctor' && examine(app).some((check) => check.state === 'problem');
  return bad ? exit.problem : exit.done;
};

const demonstrate = async (json: boolean): Promise<number> => {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  // Its virtual key and its AWS are in a file of their own, which no other command reads.
  const { runDemo } = await import('./terminal/commands/demo-run.ts');
  const done = await runDemo(console, stopping.signal);
  if (!done.ok) return tellProblem(done.problem, json);
  if (json) console.out(jsonLine(done.value));
  return exit.done;
};

const main = async (): Promise<Outcome> => {
  const line = process.argv.slice(2);
  const args = readArguments(line, process.env.ROLETAP_WAIT !== '0');
  if (!args.ok) return { code: tellProblem(args.problem, line.includes('--json')) };
  const { command, json } = args.value;
  if (command === 'demo') return { code: await demonstrate(json) };
  if (isForApp(args.value) && !isSecondProcess()) {
    const done = await tryRunningApp(args.value);
    if (done) return done;
    if (command === 'exec' || command === 'shell') return { code: await runInSecondProcess(__filename, line, exit.problem) };
  }
  if (mayNeedNobody(args.value) && !isSecondProcess()) {
    return (await tryAlone(args.value)) ?? { code: await runInSecondProcess(__filename, line, exit.problem) };
  }
  if (command !== 'help' && command !== 'version') return runOverApp(args.value);
  const text = command === 'help' ? helpFor(args.value.words[0]) : `${version}\n`;
  console.out(json ? jsonLine({ [command]: text.trimEnd() }) : text);
  return { code: exit.done };
};

/** Not process.exit: what was written must get out, and when the key is let go nothing is left that keeps the process alive. */
const end = async ({ code, letGo }: Outcome): Promise<void> => {
  process.exitCode = code;
  if (isSecondProcess()) await reportExitCode(code);
  await letGo?.();
};

// The watch of the readers takes one of Node's four threads for good, and a key that blinks another.
process.env.UV_THREADPOOL_SIZE ??= '8';
main().then(end, (bug: unknown) => {
  console.note(`roletap: internal error: ${bugLine(bug)}`);
  const problem = { code: 'internal-error', title: 'A mistake in Roletap', advice: 'Standard error says where. Try again, and report it.' };
  if (process.argv.includes('--json') && !answered) console.out(jsonLine({ problem }));
  return end({ code: exit.problem });
});
