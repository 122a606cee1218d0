import { defined } from '../../base/defined.ts';
import { failed, ok } from '../../contract/result.ts';
import { duration, shortLeft } from '../../words/grammar.ts';
import { cardWords, keyWords, noKeyWords } from '../../words/keys.ts';
import { limitsWords } from '../../words/limits/kinds.ts';
import { roleNameWords, roleStateWords } from '../../words/roles/role.ts';
import { keysSaid, sessionsSaid } from '../../words/terminal.ts';
import type { Run } from '../console/command.ts';
import { neededKeys, pluggedKeys } from '../console/plugged-keys.ts';
import { type Cell, isoSeconds, ringOf, table, toneOf } from '../console/tables.ts';
import { withChosenRole } from './chosen-role.ts';
import { endOutput } from './running-app.ts';
import { tap } from './tap-command.ts';

const keys: Run = async (app) => {
  await app.ready;
  const snapshot = app.snapshot();
  const plugged = pluggedKeys(snapshot.card);
  if (!plugged.ok) return plugged;
  const others = snapshot.card.kind === 'no-key' ? snapshot.card.others : undefined;
  if (others) return ok({ json: { keys: [], otherCards: others }, text: `${noKeyWords(others)}\n` });
  if (plugged.value.length === 0) return ok({ json: { keys: [] }, text: `${cardWords(snapshot.card)}\n` });
  const rows = plugged.value.map((key) => [
    String(key.serial ?? '-'),
    key.name,
    key.firmware || '-',
    key.formFactor,
    keyWords(key).text || keysSaid.accounts(key.accounts.length),
  ]);
  return ok({
    json: {
      keys: plugged.value.map(({ serial, name, firmware, formFactor, oath, accounts, heldBy }) => ({
        serial: serial ?? null,
        name,
        firmware: firmware || null,
        formFactor,
        oath,
        accounts: accounts.length,
        ...(heldBy ? { heldBy } : {}),
      })),
    },
    text: table([['SERIAL', 'YUBIKEY', 'FIRMWARE', 'FORM', 'STATE'], ...rows]),
  });
};

const accounts: Run = async (app, args, signal) => {
  await app.ready;
  const meant = neededKeys(app.snapshot().card, args.key);
  if (!meant.ok) return meant;
  for (const key of meant.value) {
    if (key.problem && key.oath !== 'locked') return failed(key.problem);
    if (key.oath !== 'locked') continue;
    const unlocked = await app.unlock(key.id, signal);
    if (!unlocked.ok) return unlocked;
  }
  const plugged = pluggedKeys(app.snapshot().card, args.key);
  if (!plugged.ok) return plugged;
  const all = plugged.value.flatMap((key) => key.accounts.map((account) => ({ key, account })));
  return ok({
    json: {
      accounts: all.map(({ key, account }) => ({
        serial: key.serial ?? null,
        account: account.id,
        issuer: account.issuer ?? null,
        name: account.name,
        touch: account.touch,
        forAws: account.forAws,
      })),
    },
    text:
      all.length === 0
        ? `${keysSaid.none}\n`
        : table([['SERIAL', 'ACCOUNT', 'TOUCH'], ...all.map(({ key, account }) => [String(key.serial ?? '-'), account.id, account.touch])]),
  });
};

const roles: Run = async (app) => {
  await app.ready;
  const { files, roles: known, now } = app.snapshot();
  if (files.problem) return failed(files.problem);
  if (files.state === 'missing')
    return failed({ code: 'aws-files-missing', config: files.config, credentials: files.credentials, ...defined({ named: files.named }) });
  if (known.length === 0) return failed({ code: 'roles-missing', config: files.config, ...defined({ named: files.named }) });
  return ok({
    json: {
      roles: known.map((role) => ({
        profile: role.profile,
        ...(role.limits ? { limits: role.limits } : {}),
        roleArn: role.user || role.signIn ? null : role.roleArn,
        accountId: role.accountId,
        source: role.source,
        mfaSerial: role.mfaSerial ?? null,
        target: role.target,
        via: role.via,
        durationSeconds: role.signIn ? null : role.durationSeconds,
        state: role.state.kind,
        expiration: role.state.kind === 'active' ? isoSeconds(role.state.expires) : null,
        origin: role.origin,
        sure: !role.maybe,
      })),
    },
    text: table([
      ['PROFILE', 'ACCOUNT', 'ROLE', 'DURATION', 'STATE'],
      ...known.map((role): readonly Cell[] => [
        role.profile,
        role.accountId,
        role.limits ? `${roleNameWords(role)}, ${limitsWords(role.limits)}` : roleNameWords(role),
        // Identity Center alone knows how long its sessions last.
        role.signIn ? '-' : duration(role.durationSeconds),
        role.state.kind === 'active'
          ? {
              text: sessionsSaid.open(ringOf(role.state.since, role.state.expires, now), shortLeft(role.state.expires - now), role.target),
              tone: toneOf(role.state.expires - now),
            }
          : { text: roleStateWords(role.state), tone: role.state.kind === 'failed' ? 'bad' : undefined },
      ]),
    ]),
  });
};

const code: Run = async (app, args, signal) => {
  const made = await app.code(args.words[0], { copy: args.copy, ...defined({ keySerial: args.key }) }, signal);
  if (!made.ok) return made;
  const { account, code: digits, ends } = made.value;
  return ok({ json: { account, code: digits, expiration: isoSeconds(ends), copied: args.copy }, text: args.copy ? '' : `${digits}\n` });
};

const leftCell = ({ since, expires }: { readonly since?: number; readonly expires: number }, now: number): Cell => ({
  text: `${since === undefined ? '' : `${ringOf(since, expires, now)} `}${shortLeft(expires - now)}`,
  tone: toneOf(expires - now),
});

const sessions: Run = async (app) => {
  await app.ready;
  const { sessions: open, mfaSessions, now } = app.snapshot();
  return ok({
    json: {
      sessions: open.map(({ target, roleArn, accountId, accessKeyId, since, expires, via, profile, file, limits }) => ({
        target,
        roleArn,
        accountId,
        accessKeyId,
        since: isoSeconds(since),
        expiration: isoSeconds(expires),
        via,
        profile: profile ?? null,
        file: file ?? null,
        ...defined({ limits }),
      })),
      mfaSessions: mfaSessions.map(({ source, mfaSerial, expires }) => ({ source, mfaSerial, expiration: isoSeconds(expires) })),
    },
    text:
      open.length + mfaSessions.length === 0
        ? `${sessionsSaid.none}\n`
        : table([
            ['TARGET', 'ROLE', 'LEFT'],
            ...open.map((session) => [
              session.target,
              session.limits ? `${session.roleArn}, ${limitsWords(session.limits)}` : session.roleArn,
              leftCell(session, now),
            ]),
            ...mfaSessions.map((session) => [sessionsSaid.mfa(session.source), session.mfaSerial, leftCell(session, now)]),
          ]),
  });
};

const end: Run = async (app, args) => {
  await app.ready;
  const ended = args.all ? await app.endAll() : await app.end(args.words[0] ?? '');
  if (!ended.ok) return ended;
  return ok(endOutput(ended.value));
};

type LateCommands = typeof import('./late-commands.ts').lateCommands;

/** A command whose file is read when somebody types it: no other command starts later for it. */
const late =
  (name: { [K in keyof LateCommands]: LateCommands[K] extends Run ? K : never }[keyof LateCommands]): Run =>
  async (...given) =>
    (await import('./late-commands.ts')).lateCommands[name](...given);

/** The commands that run over the app; `doctor` and `demo` have files of their own. */
export const commands = {
  /** An invite is the administrator's side. */
  add: async (...given) =>
    given[1].team?.invite === undefined ? late('add')(...given) : (await import('../team/team-command.ts')).add(...given),
  keep: late('keep'),
  unlock: late('unlock'),
  keys,
  accounts,
  piv: late('piv'),
  anywhere: late('anywhere'),
  roles,
  find: late('find'),
  code,
  tap: withChosenRole(tap),
  sessions,
  end,
  programs: late('programs'),
  console: withChosenRole(late('openConsole')),
  browsers: late('listBrowsers'),
  history: late('history'),
  /** In a file of its own. */
  activity: async (...given) => (await import('../trail/activity-command.ts')).activity(...given),
  enroll: late('enroll'),
  import: late('importDevice'),
  unfinished: late('unfinished'),
  devices: late('devices'),
  resync: late('resync'),
  remove: late('remove'),
  lost: late('lost'),
  rotate: late('rotate'),
  rename: late('rename'),
  password: late('password'),
  /** In a file of its own. */
  team: async (...given) => (await import('../team/team-command.ts')).team(...given),
  completion: late('completion'),
} as const satisfies Readonly<Record<string, Run>>;
