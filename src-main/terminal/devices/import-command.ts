import type { App } from '../../app/app.ts';
import type { AccountView, KeyView } from '../../contract/card-view.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { enrollSaid } from '../../words/terminal.ts';
import { choose } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { neededKeys, pluggedKeys } from '../console/plugged-keys.ts';
import { walkThrough } from './by-hand.ts';
import { namedSource } from './which-source.ts';
import { openWizard } from './wizard.ts';

/** An account as the wizard names it. */
interface Found {
  readonly keyId: string;
  readonly account: string;
}

/** Accounts on plugged keys whose codes AWS could take; locked keys are unlocked first. */
const accountsOnKeys = async (app: App, args: Arguments, signal: AbortSignal): Promise<Result<readonly Found[]>> => {
  const meant = neededKeys(app.snapshot().card, args.key);
  if (!meant.ok) return meant;
  for (const key of meant.value) {
    if (key.problem && key.oath !== 'locked') return failed(key.problem);
    const unlocked = key.oath === 'locked' ? await app.unlock(key.id, signal) : ok(undefined);
    if (!unlocked.ok) return unlocked;
  }
  const ofKey = ({ id: keyId, accounts }: KeyView) =>
    accounts.filter(({ forAws }: AccountView) => forAws).map(({ id: account }) => ({ keyId, account }));
  const plugged = pluggedKeys(app.snapshot().card, args.key);
  return plugged.ok ? ok(plugged.value.flatMap(ofKey)) : plugged;
};

/** The account with this name, else the only one with these words in it; without words, one that no profile uses. */
const findAccount = async (app: App, args: Arguments, console: Console, signal: AbortSignal): Promise<Result<Found>> => {
  const all = await accountsOnKeys(app, args, signal);
  if (!all.ok) return all;
  const [words] = args.words;
  const unused = app.devices.importable();
  const isUnused = (one: Found) => unused.some(({ keyId, account }) => keyId === one.keyId && account === one.account);
  const exact = all.value.filter(({ account }) => account === words);
  const matches = exact.length > 0 ? exact : all.value.filter((one) => (words === undefined ? isUnused(one) : one.account.includes(words)));
  const [only] = matches;
  const choices = matches.map(({ account }) => account);
  if (!only) return failed({ code: 'account-missing', account: words ?? '', serials: args.key === undefined ? [] : [args.key] });
  if (matches.length === 1) return ok(only);
  if (!console.isInteractive) return failed({ code: 'account-unclear', account: words ?? '', choices });
  const chosen = await choose(console, enrollSaid.whichAccount, choices, signal);
  const found = matches.find(({ account }) => account === chosen);
  return found ? ok(found) : failed({ code: 'cancelled' });
};

/** A device that AWS has: its account is on the key already, or its secret is given here. A code proves it, and the profiles learn of it. */
export const importDevice: Run = async (app, args, signal, console) => {
  const source = await namedSource(app, args, console, signal);
  if (!source.ok) return source;
  const hasSecret = args.secretStdin || args.picture !== undefined;
  const found = hasSecret ? ok(undefined) : await findAccount(app, args, console, signal);
  if (!found.ok) return found;
  const wizard = found.value
    ? await openWizard(app, 'importAccount', { source: source.value, ...found.value }, signal)
    : await openWizard(app, 'openEnroll', { source: source.value, path: 'console', inUse: true }, signal);
  return wizard.ok ? walkThrough(app, { wizard: wizard.value, args, console, signal }) : wizard;
};
