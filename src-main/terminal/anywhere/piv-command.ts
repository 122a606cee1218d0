import type { PivView } from '../../contract/certificates/piv.ts';
import { ok } from '../../contract/result.ts';
import {
  algorithmWords,
  factoryWords,
  pinPolicyWords,
  pinWords,
  pivSaid,
  slotWords,
  touchPolicyWords,
  validWords,
} from '../../words/certificates/piv.ts';
import { theKey } from '../../words/grammar.ts';
import type { Run } from '../console/command.ts';
import { joined, type Text } from '../console/look.ts';
import { neededKeys } from '../console/plugged-keys.ts';
import { type Cell, isoSeconds, plain, table } from '../console/tables.ts';
import { atTheKey } from './at-the-key.ts';

/** What `--json` says of a key, with dates as AWS writes them. */
const document = (view: PivView): object => ({
  ...view,
  serial: view.serial ?? null,
  slots: view.slots.map(({ certificate, ...slot }) => ({
    ...slot,
    ...(certificate ? { certificate: { ...certificate, from: isoSeconds(certificate.from), until: isoSeconds(certificate.until) } } : {}),
  })),
});

const slotRow =
  (now: number) =>
  (slot: PivView['slots'][number]): readonly Cell[] => {
    const { key, certificate } = slot;
    const isOver = certificate !== undefined && now > certificate.until;
    return [
      slot.slot,
      slotWords(slot),
      certificate?.issuer ?? '-',
      { text: validWords(slot, now), tone: isOver ? 'bad' : undefined },
      algorithmWords(key?.algorithm ?? certificate?.algorithm),
      key ? pinPolicyWords(key.pinPolicy) : '-',
      key ? touchPolicyWords(key.touchPolicy) : '-',
    ];
  };

const told = (name: string, view: PivView, now: number): readonly Text[] => {
  const factory = factoryWords(view);
  return [
    `${plain(pivSaid.title({ name, ...(view.serial === undefined ? {} : { serial: view.serial }) }))}, PIV ${view.version}\n`,
    `${pinWords(view)}\n`,
    ...(factory === undefined ? [] : [`${factory}\n`]),
    ...(view.managementKey.isUnderPin ? [`${pivSaid.underPin}\n`] : []),
    view.slots.length === 0
      ? `${pivSaid.empty}\n`
      : table([['SLOT', 'CERTIFICATE', 'ISSUER', 'VALID UNTIL', 'KEY', 'PIN', 'TOUCH'], ...view.slots.map(slotRow(now))]),
  ];
};

/** What is done with the PIV application of one YubiKey, by what the person gives for it. */
const atPluggedKey =
  (work: (app: Parameters<Run>[0], view: PivView, at: ReturnType<typeof atTheKey>) => ReturnType<Run>): Run =>
  async (app, args, signal, console) => {
    await app.keysRead();
    const at = atTheKey(console, args, signal);
    try {
      const looked = await app.certificates.look(args.key, signal);
      return looked.ok ? await work(app, looked.value, at) : looked;
    } finally {
      at.done();
    }
  };

/** `piv unblock`: a new PIN by the PUK. */
const unblock = atPluggedKey(async (app, { serial }, at) => {
  const done = await app.certificates.unblock(serial, at);
  return done.ok ? ok({ json: { unblocked: serial ?? null }, text: `${pivSaid.unblocked(theKey(serial))}\n` }) : done;
});

/** `piv choose-pin`: a PIN of the person's own in the place of the factory's; any other stays as it is. */
const choosePin = atPluggedKey(async (app, { serial, pin }, at) => {
  const done = await app.certificates.choosePin(serial, at);
  if (!done.ok) return done;
  const isChosen = pin.isFactory === true;
  const line = isChosen ? pivSaid.unblocked(theKey(serial)) : pivSaid.pinStays(theKey(serial), pin.isFactory === false);
  return ok({ json: { serial: serial ?? null, chosen: isChosen }, text: `${line}\n` });
});

/** What the PIV applications of the YubiKeys hold. */
export const piv: Run = async (app, args, signal, console) => {
  await app.ready;
  if (args.words[0] === 'unblock') return unblock(app, args, signal, console);
  if (args.words[0] === 'choose-pin') return choosePin(app, args, signal, console);
  const meant = neededKeys(app.snapshot().card, args.key);
  if (!meant.ok) return meant;
  const views: { readonly name: string; readonly view: PivView }[] = [];
  for (const key of meant.value) {
    const looked = await app.certificates.look(key.serial, signal);
    if (!looked.ok) return looked;
    views.push({ name: key.name, view: looked.value });
  }
  const { now } = app.snapshot();
  return ok({
    json: { keys: views.map(({ view }) => document(view)) },
    text: joined(views.flatMap(({ name, view }, index) => [...(index > 0 ? ['\n'] : []), ...told(name, view, now)])),
  });
};
