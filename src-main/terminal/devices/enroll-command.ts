import type { App } from '../../app/app.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { enrollSaid } from '../../words/terminal.ts';
import { agrees } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { plain } from '../console/tables.ts';
import { walkThrough } from './by-hand.ts';
import { enrolledOutput, followEnroll, tellWhatIsThere } from './enroll-progress.ts';
import { namedSource, whichSource } from './which-source.ts';
import { openWizard, type Wizard } from './wizard.ts';

/** Where IAM lets nobody in, AWS's console may. */
const denials: readonly Problem['code'][] = ['iam-denied', 'iam-mfa-needed', 'no-code-device'];

/** The wizard with AWS's page open: anew, or where it was left. */
const openByHand = async (app: App, args: Arguments, console: Console, signal: AbortSignal): Promise<Result<Wizard>> => {
  if (args.resume !== undefined) return openWizard(app, 'resumeEnroll', { enroll: args.resume }, signal);
  const source = await namedSource(app, args, console, signal);
  return source.ok ? openWizard(app, 'openEnroll', { source: source.value, path: 'console' }, signal) : source;
};

export const enroll: Run = async (app, args, signal, console) => {
  await app.ready;
  const { name, key, spare, resume, undo } = args;
  const id = resume ?? undo;
  if (id !== undefined && !app.snapshot().unfinished.some((entry) => entry.id === id))
    return failed({ code: 'usage', message: enrollSaid.noSuchRun(id) });
  if (args.console || (resume !== undefined && app.snapshot().unfinished.some((entry) => entry.id === id && entry.path === 'console'))) {
    const wizard = await openByHand(app, args, console, signal);
    return wizard.ok ? walkThrough(app, { wizard: wizard.value, args, console, signal }) : wizard;
  }
  const source = id === undefined ? await whichSource(app, args, console, signal) : ok('');
  if (!source.ok) return source;
  const asks = !args.yes && console.isInteractive && undo === undefined;
  const mayWrite = asks && (await agrees(console, enrollSaid.mayWrite, signal));
  if (signal.aborted) return failed({ code: 'cancelled' });
  const resumed = id === undefined ? {} : { resume: { id, choice: undo === undefined ? ('go-on' as const) : ('undo' as const) } };
  const progress = followEnroll(app, console);
  const enrolled = await app.enroll(
    {
      touch: !args.noTouch,
      spare: spare ?? 'none',
      replace: args.yes,
      profiles: args.yes || mayWrite ? 'all' : 'none',
      ...defined({ source: source.value || undefined, name, keySerial: key }),
      ...resumed,
    },
    signal,
  );
  progress.stop();
  if (!enrolled.ok) {
    tellWhatIsThere(progress.last(), console);
    if (denials.includes(enrolled.problem.code)) console.note(plain(enrollSaid.byHand(source.value)));
    return enrolled;
  }
  const { left } = enrolled.value;
  if (undo !== undefined) return ok({ json: { undone: id, left }, text: `${enrollSaid.undone(left)}\n` });
  return ok(enrolledOutput(enrolled.value));
};
