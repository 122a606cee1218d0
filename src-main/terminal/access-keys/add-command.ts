import type { App } from '../../app/app.ts';
import type { KeptIn } from '../../app/key-store/kept-keys.ts';
import type { NewKey } from '../../app/key-store/key-deeds.ts';
import type { LongTermKeys } from '../../aws/sources/source-types.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { accessKeysSaid } from '../../words/access-keys/keeping.ts';
import { choose } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output, Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { plain } from '../console/tables.ts';
import { readGivenKey } from './given-key.adapter.ts';
import { hasNoKeyring, sealingPassphrase } from './passphrase.ts';
import { mayWrite } from './show-plan.ts';

/** What was given, else what the person answers, else what is offered. */
const offered = async (
  given: string | undefined,
  ask: (offer: string) => string,
  offer: string,
  { yes }: Arguments,
  console: Console,
  signal: AbortSignal,
): Promise<string> => {
  if (given !== undefined || yes || !console.isInteractive) return given ?? offer;
  return (await console.ask(ask(offer), false, signal))?.trim() || offer;
};

/** Shows the change, asks, and makes it. */
const addTo = async (app: App, key: NewKey, args: Arguments, console: Console, signal: AbortSignal): Promise<Result<KeptIn>> => {
  const { keys, passphrase: _, ...facts } = key;
  const plans = await app.accessKeys.planAdd({ ...facts, accessKeyId: keys.accessKeyId }, signal);
  if (!plans.ok) return plans;
  const may = await mayWrite(plans.value, args, console, signal);
  if (!may.ok) return may;
  const added = await app.accessKeys.add(key, signal);
  return added.ok ? ok(key.keepIn) : added;
};

/** Whether the user has a device that makes codes. One that IAM doesn't tell of is none. */
const hasDevice = async ({ devices }: App, profile: string): Promise<boolean> => {
  const opened = await devices.open(profile);
  return opened.ok && opened.value.devices.some(({ kind }) => kind !== 'fido');
};

/** An access key that is new here: checked, kept, and its profile written. */
export const add: Run = async (app, args, signal, console) => {
  await app.ready;
  return addGiven(app, await readGivenKey(args, console, signal), args, signal, console);
};

/** Who must be behind the key, where that is known beforehand. */
export type WhyNotUser = (userArn: string) => Problem | undefined;

/** The same for a key that was given in whatever way. */
export const addGiven = async (
  app: App,
  given: Result<LongTermKeys>,
  args: Arguments,
  signal: AbortSignal,
  console: Console,
  whyNot: WhyNotUser = () => undefined,
): Promise<Result<Output>> => {
  if (!given.ok) return given;
  const user = await app.accessKeys.check(given.value, args.region, signal);
  if (!user.ok) return user;
  const { userArn, accountId, userName, region: home } = user.value;
  const other = whyNot(userArn);
  if (other) return failed(other);
  console.note(plain(accessKeysSaid.belongsTo(userArn)));
  const profile = await offered(args.words[0], accessKeysSaid.askName, userName, args, console, signal);
  const region = await offered(args.region, accessKeysSaid.askRegion, home, args, console, signal);
  if (signal.aborted) return failed({ code: 'cancelled' });
  const key = { profile, region, keys: given.value, keepIn: args.inFile ? 'file' : 'keyring' } as const;
  const passphrase = args.passphrase ? await sealingPassphrase(app, console, signal) : undefined;
  if (passphrase && !passphrase.ok) return passphrase;
  let kept = await addTo(app, passphrase ? { ...key, keepIn: 'passphrase', passphrase: passphrase.value } : key, args, console, signal);
  const hasNoStore = hasNoKeyring(kept);
  if (hasNoStore && !console.isInteractive) console.note(accessKeysSaid.addElsewhere);
  const instead =
    hasNoStore && console.isInteractive ? await choose(console, accessKeysSaid.noKeyring, accessKeysSaid.places, signal) : undefined;
  if (instead === accessKeysSaid.places[0]) {
    const typed = await sealingPassphrase(app, console, signal);
    kept = typed.ok ? await addTo(app, { ...key, keepIn: 'passphrase', passphrase: typed.value }, args, console, signal) : typed;
  }
  if (instead === accessKeysSaid.places[1]) kept = await addTo(app, { ...key, keepIn: 'file' }, args, console, signal);
  if (!kept.ok) return kept;
  const next = args.json ? '' : accessKeysSaid.next(profile, await hasDevice(app, profile));
  return ok({
    json: { profile, userArn, accountId, kept: kept.value },
    text: `${plain(accessKeysSaid.added(profile, kept.value))}\n${plain(next)}\n`,
  });
};
