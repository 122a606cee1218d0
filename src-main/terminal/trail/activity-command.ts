import { csvLines } from '../../base/csv.ts';
import { defined } from '../../base/defined.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { ShownTrailEvent, TrailView } from '../../contract/sessions/trail.ts';
import { eventFlawWords, lastDeviceWords, originWords, signInWords, trailGapWords, trailSaid } from '../../words/trail/trail.ts';
import type { Output, Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { joined, type Text, withCommands } from '../console/look.ts';
import { type Cell, isoSeconds, plain, plainLines, table } from '../console/tables.ts';
import { listOf } from '../options/team-options.ts';

const dayMillis = 86_400_000;

/** What is odd about an event, or how it failed. */
const noteOf = (event: ShownTrailEvent): Cell => {
  const { origin, isMine, error, flaw } = event;
  const parts = [
    ...(origin === 'here' ? [] : [originWords(event)]),
    ...(error === undefined ? [] : [error.code]),
    ...(flaw === undefined ? [] : [eventFlawWords(event) ?? '']),
  ];
  return { text: parts.join(', '), tone: error !== undefined ? 'bad' : isMine && origin === 'elsewhere' ? 'warning' : undefined };
};

const callOf = ({ service, name }: ShownTrailEvent): string => `${service}:${name}`;

/** What is shown of it: all of one's own, and with `everyone` what others did to get in. */
const shownOf = ({ events }: TrailView, everyone: boolean): readonly ShownTrailEvent[] => events.filter(({ isMine }) => isMine || everyone);

const sessionsTable = ({ sessions }: TrailView): Text =>
  table([
    ['SESSION', 'SINCE', 'CALLS', 'ERRORS', 'SERVICES', 'FROM'],
    ...sessions.map(({ profile, since, calls, errors, services, from }): readonly Cell[] => [
      profile,
      isoSeconds(since),
      String(calls),
      errors === 0 ? '-' : { text: String(errors), tone: 'bad' },
      services.join(', ') || '-',
      from.join(', ') || '-',
    ]),
  ]);

const signInsTable = (events: readonly ShownTrailEvent[]): Text =>
  table([
    ['TIME', 'SIGN-IN', 'WHO', 'DEVICE', 'SOURCE IDENTITY', 'FROM', ''],
    ...events.flatMap((event): (readonly Cell[])[] => {
      const { at, signIn, who, from, profile } = event;
      if (!signIn) return [];
      const what = signIn.roleArn?.split('/').at(-1) ?? profile;
      const how = signIn.kind === 'role' && what !== undefined ? `${signInWords(signIn.kind)} ${what}` : signInWords(signIn.kind);
      return [[isoSeconds(at), how, who || '?', signIn.device ?? '-', signIn.sourceIdentity ?? '-', from, noteOf(event)]];
    }),
  ]);

const callsTable = (events: readonly ShownTrailEvent[]): Text =>
  table([
    ['TIME', 'CALL', 'SESSION', 'REGION', 'FROM', ''],
    ...events.map((event): readonly Cell[] => [
      isoSeconds(event.at),
      callOf(event),
      event.profile ?? event.who,
      event.region,
      event.from,
      noteOf(event),
    ]),
  ]);

const textOf = (view: TrailView, everyone: boolean): Text => {
  const shown = shownOf(view, everyone);
  const signIns = shown.filter(({ signIn }) => signIn !== undefined);
  const calls = shown.filter(({ signIn }) => signIn === undefined);
  const told = [
    ...view.devices.filter(({ isMine }) => isMine || everyone).map((device) => lastDeviceWords(device)),
    ...(shown.length === 0 && view.sessions.length > 0 ? [trailSaid.noEvents] : []),
    ...view.gaps.map((gap) => trailGapWords(gap, gap.accountId)),
    trailSaid.delay,
  ];
  return joined([
    ...(view.sessions.length === 0 ? [`${trailSaid.none}\n`] : [sessionsTable(view)]),
    ...(signIns.length === 0 ? [] : ['\n', signInsTable(signIns)]),
    ...(calls.length === 0 ? [] : ['\n', callsTable(calls)]),
    (look) => `\n${told.map((line) => withCommands(plain(line), look)).join('\n')}\n`,
  ]);
};

const columns = [
  'time',
  'service',
  'call',
  'region',
  'account',
  'who',
  'profile',
  'access_key_id',
  'from',
  'agent',
  'error',
  'device',
  'origin',
];

const csvOf = (events: readonly ShownTrailEvent[]): string =>
  csvLines([
    columns,
    ...events.map(({ at, service, name, region, accountId, who, profile, accessKeyId, from, agent, error, signIn, origin }) => [
      ...[isoSeconds(at), service, name, region, accountId, who, profile ?? '', accessKeyId ?? '', from, agent],
      ...[error?.code ?? '', signIn?.device ?? '', origin],
    ]),
  ]);

const documentOf = (view: TrailView, events: readonly ShownTrailEvent[], records: ReadonlyMap<string, unknown>) => ({
  from: isoSeconds(view.from),
  to: isoSeconds(view.to),
  regions: view.regions,
  sessions: view.sessions.map(({ since, until, ...session }) => ({ ...session, since: isoSeconds(since), expiration: isoSeconds(until) })),
  events: events.map(({ at, isMine, signIn, error, flaw, ...event }) => ({
    ...event,
    at: isoSeconds(at),
    mine: isMine,
    signIn: signIn ?? null,
    error: error ?? null,
    flaw: flaw ?? null,
    record: records.get(event.id) ?? null,
  })),
  devices: view.devices.map(({ who, device, at, isMine }) => ({ who, device, at: isoSeconds(at), mine: isMine })),
  gaps: view.gaps.map((gap) => (gap.what === 'unread' ? { ...gap, problem: gap.problem.code } : gap)),
});

/** Shows how far reading is, where lines can be drawn anew; a line says that it began elsewhere. */
const progressOn = (console: Console): { readonly show: (events: number) => void; readonly stop: () => void } => {
  let stop = () => {};
  const show = (events: number): void => {
    const before = stop;
    stop = console.progress?.({ text: trailSaid.reading(events) }) ?? (() => {});
    before();
  };
  return { show, stop: () => stop() };
};

/** `roletap activity`: what CloudTrail saw of the sessions that Roletap opened, and who signed in. */
export const activity: Run = async (app, args, signal, console): Promise<Result<Output>> => {
  await app.ready;
  const { now } = app.snapshot();
  const progress = progressOn(console);
  const wish = { from: now - (args.days ?? 1) * dayMillis, to: now, regions: listOf(args.region), ...defined({ role: args.role }) };
  const read = await app.trail(wish, ({ events }) => progress.show(events.length), signal);
  progress.stop();
  if (!read.ok) return read;
  const { view, records } = read.value;
  const everyone = args.everyone ?? false;
  const shown = shownOf(view, everyone);
  return ok({
    json: documentOf(view, shown, records),
    text: args.csv ? plainLines(csvOf(shown).replaceAll('\r\n', '\n')) : textOf(view, everyone),
  });
};
