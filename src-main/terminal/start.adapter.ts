import { readFileSync, stat } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { refuseDebugger } from '../base/no-debugger.adapter.ts';
import { leaveNoDump } from '../base/no-dump.adapter.ts';
import { chooseLanguage, languageIn, terminalWishes } from '../languages/languages.ts';
import { speakAs } from '../languages/speak.adapter.ts';
import { dataFolder } from '../storage/folders.ts';
import { readPlainSync } from '../storage/plain-file.adapter.ts';
import { installationLine } from '../words/problems/installation.ts';
import { readsKeys, startCardProcess } from './programs/card-process.adapter.ts';
import { compiledOf, requireIn } from './programs/parts.adapter.ts';

/**
 * `roletap` as a person types it (out/cli.cjs). Starts what takes its time: the process that owns PC/SC, where the command reads the keys, and beside it
 * the terminal's program, from the code that V8 compiled when that was built. Meanwhile the settings are read for their language.
 */
refuseDebugger();
leaveNoDump();

const file = join(__dirname, 'terminal.cjs');
const line = process.argv.slice(2);

/** Undefined when it is not there, which is said. */
const sourceText = (): string | undefined => {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    process.stderr.write(`${installationLine('terminal.cjs')}\n`);
    process.exitCode = 3;
    return undefined;
  }
};

const settingsFile = (): string => {
  const { platform, env } = process;
  return join(dataFolder({ platform, env, home: homedir() }), 'settings.json');
};

/** What programs read is never translated. What stands behind `--` is for another program. */
const isForPrograms = line.slice(0, line.indexOf('--') >>> 0).includes('--json');

const speak = (settings: string): void => {
  const { wished, country } = terminalWishes(process.env);
  if (!isForPrograms) speakAs(chooseLanguage(languageIn(settings), wished, country), __dirname);
};

/**
 * What a small program of its own answers, as a rule. It looks at no other file than the settings, which are read at once: a thread for them would take
 * longer than the rest.
 */
const isBrief = line[0] !== undefined && ['help', '--help', '-h'].includes(line[0]);

/** Empty where there is no file that can be one of settings. */
const readSettings = (): string => {
  try {
    return readPlainSync(settingsFile()).toString('utf8');
  } catch {
    return '';
  }
};

/** How long the settings may take, in milliseconds: a disk that never answers holds up no command that does not need it. */
const patience = 250;

/** Calls with the settings, in a later turn. While a disk is waited for, a signal is the program's to answer: it starts for that. */
const whenRead = (call: (settings: string) => void): void => {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let started = false;
  const start = (settings = '') => {
    if (started) return;
    started = true;
    clearTimeout(late);
    for (const signal of signals) process.off(signal, pass);
    call(settings);
  };
  const pass = (signal: NodeJS.Signals) => {
    start();
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.on(signal, pass);
  const late = setTimeout(start, patience);
  try {
    // A disk that tells of a file answers; each further wait would be another turn.
    stat(settingsFile(), (absent) => !started && start(absent ? '' : readSettings()));
  } catch {
    // Nobody has a home here.
    process.nextTick(start);
  }
};

const readProgram = (source: string): Script => new Script(source, { filename: file, cachedData: compiledOf(file) });

const runWhole = (): void => {
  const source = sourceText();
  if (source === undefined) return;
  const [command] = line;
  const early = command !== undefined && readsKeys(command) ? startCardProcess(join(__dirname, 'card-process.cjs')) : undefined;
  const run = (program: Script) => program.runInThisContext()(requireIn(__dirname), file, __dirname, early);
  // The settings are read already for what was thought to be brief; else the disk answers while V8 reads the program.
  if (!isBrief) {
    whenRead((settings) => {
      speak(settings);
      run(program);
    });
  }
  const program = readProgram(source);
  if (isBrief) run(program);
};

/** Whether the small program had the answer; where it is missing, the whole one says so or goes without. */
const isAnswered = (): boolean => {
  speak(readSettings());
  try {
    return (requireIn(__dirname)('./help.cjs') as typeof import('./help/brief.adapter.ts')).answerBriefly(line, runWhole);
  } catch {
    return false;
  }
};

if (!isBrief || !isAnswered()) runWhole();
