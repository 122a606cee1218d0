import { ok } from '../../contract/result.ts';
import { accessKeysSaid } from '../../words/access-keys/keeping.ts';
import type { Run } from '../console/command.ts';
import { plain } from '../console/tables.ts';
import { hasNoKeyring, sealingPassphrase } from './passphrase.ts';
import { shareKey } from './share-key-command.ts';
import { mayWrite } from './show-plan.ts';

/** A profile's access key goes from the person's files into the key store, or back. */
export const keep: Run = async (app, args, signal, console) => {
  if (args.share) return shareKey(app, args, signal, console);
  await app.ready;
  const [profile = ''] = args.words;
  const { accessKeys } = app;
  const plan = await (args.putBack ? accessKeys.planReturn(profile) : accessKeys.planMove(profile));
  if (!plan.ok) return plan;
  const { roles, files } = plan.value;
  if (!args.putBack && roles.length > 0) console.note(plain(accessKeysSaid.roles(roles)));
  const may = await mayWrite(files, args, console, signal);
  if (!may.ok) return may;
  const passphrase = args.passphrase && !args.putBack ? await sealingPassphrase(app, console, signal) : undefined;
  if (passphrase && !passphrase.ok) return passphrase;
  const done = await (args.putBack ? accessKeys.putBack(profile, signal) : accessKeys.move(profile, signal, passphrase?.value));
  if (!args.putBack && !passphrase && hasNoKeyring(done)) console.note(accessKeysSaid.keepElsewhere);
  if (!done.ok) return done;
  const kept = args.putBack ? 'file' : passphrase ? 'passphrase' : 'keyring';
  const text = args.putBack
    ? `${plain(accessKeysSaid.putBack(profile))}\n`
    : `${plain(accessKeysSaid.moved(profile, passphrase ? 'passphrase' : 'keyring'))}\n${plain(accessKeysSaid.rotate(profile))}\n`;
  return ok({ json: { profile, accessKeyId: done.value.accessKeyId, kept, roles: done.value.roles }, text });
};
