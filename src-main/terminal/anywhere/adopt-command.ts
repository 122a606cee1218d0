import type { App } from '../../app/app.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { anywhereRolesSaid } from '../../words/roles/role.ts';
import { agrees } from '../console/answers.ts';
import type { Output, Run } from '../console/command.ts';
import { plain } from '../console/tables.ts';

const undo = async (app: App, profile: string): Promise<Result<Output>> => {
  const undone = await app.anywhere.undoAdoption(profile);
  if (!undone.ok) return undone;
  return ok({ json: { undone: profile, file: undone.value.file }, text: `${plain(anywhereRolesSaid.givenBack(profile))}\n` });
};

/**
 * `anywhere adopt PROFILE`: a profile that calls AWS's helper asks Roletap from now on, for the same role by the same certificate. Shows what it changes, and asks.
 * `--undo PROFILE` gives the helper's line back.
 */
export const adopt: Run = async (app, args, signal, console) => {
  const [, profile] = args.words;
  if (args.undo !== undefined) return undo(app, args.undo);
  if (profile === undefined) return failed({ code: 'usage', message: anywhereRolesSaid.needsLine });
  await app.keysRead();
  const planned = await app.anywhere.planAdoption(profile, signal);
  if (!planned.ok) return planned;
  const { order, place, plan, hadPin } = planned.value;
  if (!args.yes) {
    if (!console.isInteractive) return failed({ code: 'usage', message: anywhereRolesSaid.needsYes });
    console.note(plain(plan.file));
    for (const { kind, text } of plan.diff) console.note(plain(`${kind === 'add' ? '+' : '-'} ${text}`));
    if (!(await agrees(console, anywhereRolesSaid.mayAdopt, signal))) return failed({ code: 'cancelled' });
  }
  const saved = await app.anywhere.save(order);
  if (!saved.ok) return saved;
  const { trustAnchorArn, profileArn, roleArn, replaces } = order;
  const lines = [anywhereRolesSaid.adopted(profile), ...(hadPin ? [anywhereRolesSaid.pinGone] : [])];
  return ok({
    json: {
      adopted: profile,
      trustAnchorArn,
      profileArn,
      roleArn,
      certificate: { subject: place.subject, slot: place.slot, serial: place.serial ?? null },
      file: saved.value.file,
      replaced: replaces?.kept ?? null,
      pinRemoved: hadPin,
    },
    text: lines.map((line) => `${plain(line)}\n`).join(''),
  });
};
