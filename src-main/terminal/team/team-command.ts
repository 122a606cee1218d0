import type { Run } from '../console/command.ts';
import type { TeamCommand } from '../options/team-options.ts';
import { addPerson } from './add-person-command.ts';
import { attachPolicy } from './attach-command.ts';
import { enforce } from './enforce-command.ts';
import { enrollFor } from './enroll-command.ts';
import { people } from './people-command.ts';
import { policy } from './policy-command.ts';
import { removeUser } from './remove-command.ts';
import { rescueUser } from './rescue-command.ts';
import { addRole } from './role-command.ts';
import { simulateUser } from './simulate-command.ts';
import { addFromInvite } from './take-invite.ts';
import { unfinishedPlans } from './unfinished-command.ts';

/** The administrator's commands; all of them are in one file beside the program, which is read when somebody types `team`. */
const commands: Readonly<Record<TeamCommand, Run>> = {
  policy,
  add: addPerson,
  role: addRole,
  rescue: rescueUser,
  enroll: enrollFor,
  simulate: simulateUser,
  unfinished: unfinishedPlans,
  enforce,
  attach: attachPolicy,
  remove: removeUser,
};

/** `roletap team ...`: the words were checked with the command line. Without one, the people. */
export const team: Run = (app, args, signal, console) => {
  const [word] = args.words;
  const run = word === undefined ? people : commands[word as TeamCommand];
  return run(app, args, signal, console);
};

/** `roletap add --invite FILE`. */
export const add: Run = (...given) => addFromInvite(...given);
