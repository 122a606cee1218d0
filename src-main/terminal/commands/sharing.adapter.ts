import { devNull } from 'node:os';
import { filesWithDefault } from '../../aws/files/hidden-files.adapter.ts';
import { commandVariables } from '../../aws/profiles/environment.ts';
import { systemClock } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { type Asker, isShell, personAt } from '../../contract/values.ts';
import { askerOf, tellsAsker } from '../../serve/askers/peers.ts';
import { ownChain } from '../../serve/askers/process-lookup.adapter.ts';
import { oneLine } from '../../serve/door/answers.ts';
import { createEndpoint } from '../../serve/endpoint/endpoint-server.adapter.ts';
import { createOwnLauncher } from '../../serve/launcher/own-launcher.adapter.ts';
import { type AskApp, createAskApp } from '../../serve/socket/socket-client.adapter.ts';
import { findSocketPath } from '../../serve/socket/socket-place.adapter.ts';
import type { Surroundings } from '../../surroundings.adapter.ts';
import { problemCodes, problemWords } from '../../words/problems/problem-words.ts';
import { runChild } from '../programs/child.adapter.ts';
import type { ChildParts } from '../programs/lender.ts';
import type { AtApp } from './running-app.ts';

/** What `exec` and `shell` need of this process and its surroundings. */
export const childParts = ({ platform, env, paths }: Surroundings, note: (line: string) => void): ChildParts => ({
  platform,
  env,
  now: systemClock.now,
  endpoint: (credentials) =>
    createEndpoint({ credentials, tellProblem: (problem) => oneLine(problemWords(problem, { where: 'terminal' })), clock: systemClock }),
  hiddenFiles: () => filesWithDefault(paths, systemClock),
  nothing: devNull,
  run: runChild,
  note,
});

/** What a credential_process line names, as this installation writes it. `programs` is the folder of the bundles. */
export const ownLauncher = ({ platform, env, folder }: Surroundings, programs: string) => {
  const socket = findSocketPath({ platform, env, folder });
  const tellProblem = (problem: Problem) => oneLine(problemWords(problem, { where: 'terminal' }));
  return createOwnLauncher({ platform, env, folder, socket, programs, demo: false, variables: commandVariables(), tellProblem });
};

/** The app that runs, seen from here. Asked in the name of whoever started this process. */
export const atRunningApp = ({ platform, env, folder, working }: Surroundings, child: ChildParts): AtApp => {
  const path = findSocketPath({ platform, env, folder });
  const ask = createAskApp({ path, uid: process.getuid?.(), knows: (code) => problemCodes.some((known) => known === code) });
  const claim = defined({ pid: process.ppid > 1 ? process.ppid : undefined, folder: working });
  const askInName: AskApp = (route, fields, signal) =>
    ask(route, route === 'end' || route === 'programs' ? fields : { ...claim, ...fields }, signal);
  return { path, ask: askInName, clock: systemClock, child };
};

/** Who asks this process: the program above it, or the person at a shell. */
export const ownAsker = async (): Promise<Asker> => {
  const uid = process.getuid?.();
  const found = askerOf({}, { chain: await ownChain(process.platform, tellsAsker({}, uid)) }, uid);
  const person = personAt('terminal');
  if (!found.ok || found.value.kind !== 'program' || found.value.pid === 0) return person;
  return isShell(found.value) ? person : found.value;
};
