import { failed, ok } from '../../contract/result.ts';
import { sharingSaid, sharingTexts } from '../../words/access-keys/sharing.ts';
import { together } from '../../words/grammar.ts';
import { agrees } from '../console/answers.ts';
import type { Run } from '../console/command.ts';
import { plain } from '../console/tables.ts';

/** `keep PROFILE --share`: programs may have the kept key itself, once the person has read what that means; `--undo` ends it, unasked. */
export const shareKey: Run = async (app, args, signal, console) => {
  await app.ready;
  const [profile = ''] = args.words;
  const isShared = !args.putBack;
  if (isShared && !args.yes) {
    if (!console.isInteractive) return failed({ code: 'usage', message: sharingSaid.needsYes });
    console.note(plain(together(sharingTexts.about(profile), sharingTexts.guarded)));
    if (!(await agrees(console, sharingSaid.confirm, signal))) return failed({ code: 'cancelled' });
  }
  const done = await app.accessKeys.share(profile, isShared, signal);
  if (!done.ok) return done;
  const { accessKeyId, under, shared = false } = done.value;
  const text = shared ? sharingSaid.shared(profile) : sharingSaid.ended(profile);
  return ok({ json: { profile, accessKeyId, kept: under, shared }, text: `${plain(text)}\n` });
};
