import { dirname, join } from 'node:path';
import type { App } from '../../app/app.ts';
import { whyBadBundle } from '../../aws/http/ca-bundle.adapter.ts';
import { findStrayKeys } from '../../aws/sources/stray-keys.adapter.ts';
import { systemClock } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import { commandFile } from '../../base/installed-terminal.adapter.ts';
import type { StrayKey } from '../../contract/access-keys/stray-keys.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { Notice } from '../../contract/snapshot.ts';
import { shellWord } from '../../contract/text.ts';
import type { Surroundings } from '../../surroundings.adapter.ts';
import { sharingSaid, sharingTexts } from '../../words/access-keys/sharing.ts';
import { strayKeyWords } from '../../words/access-keys/stray-keys.ts';
import { asSentence, fullName } from '../../words/grammar.ts';
import { keyWords } from '../../words/keys.ts';
import { noticeWords } from '../../words/notices.ts';
import { problemWords } from '../../words/problems/problem-words.ts';
import { doctorSaid } from '../../words/terminal.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output } from '../console/command.ts';
import { type Look, withCommands } from '../console/look.ts';
import { plain, plainLines } from '../console/tables.ts';
import { platformFacts } from '../platform/self-test.adapter.ts';
import { selfChecks } from '../platform/self-test.ts';
import { commandPath } from '../programs/command-path.adapter.ts';
import { newerFiles } from '../programs/newer-files.adapter.ts';
import { type OpenPath, openPaths } from '../programs/open-paths.adapter.ts';

interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'problem';
  readonly detail: string;
  readonly advice?: string;
}

const problemCheck = (name: string, problem: Problem): Check => {
  const { title, happened, advice } = problemWords(problem, { where: 'terminal' });
  return { name, state: 'problem', detail: `${asSentence(title)} ${happened}`, advice };
};

/** All that tapping in needs, from the snapshot alone: no touch, no call to AWS. */
export const examine = (app: App): readonly Check[] => {
  const { card, files, roles, notices } = app.snapshot();
  const checks: Check[] = [];
  checks.push(
    card.kind === 'no-service'
      ? problemCheck(doctorSaid.serviceName, card.problem)
      : { name: doctorSaid.serviceName, state: 'ok', detail: doctorSaid.cardService },
  );
  if (card.kind === 'no-key') checks.push(problemCheck('YubiKey', { code: 'yubikey-missing', ...defined({ others: card.others }) }));
  if (card.kind === 'present') {
    for (const key of card.keys) {
      const name = fullName(key);
      const forAws = key.accounts.filter((account) => account.forAws).length;
      if (key.problem) checks.push(problemCheck(name, key.problem));
      else
        checks.push({
          name,
          state: key.oath === 'ready' ? 'ok' : 'warning',
          detail: keyWords(key).text || doctorSaid.key(key.firmware, forAws, key.accounts.length),
        });
    }
  }
  if (files.problem) checks.push(problemCheck(doctorSaid.filesName, files.problem));
  else if (files.state === 'missing')
    checks.push(
      problemCheck(doctorSaid.filesName, {
        code: 'aws-files-missing',
        config: files.config,
        credentials: files.credentials,
        ...defined({ named: files.named }),
      }),
    );
  else if (roles.length === 0)
    checks.push(problemCheck(doctorSaid.rolesName, { code: 'roles-missing', config: files.config, ...defined({ named: files.named }) }));
  else checks.push({ name: doctorSaid.rolesName, state: 'ok', detail: doctorSaid.roles(roles.length, files.config) });
  checks.push(...notices.map(noticeCheck));
  return checks;
};

/** The files of authorities that are named: each that is of no use. */
const bundleChecks = async (app: App, { env }: Surroundings): Promise<readonly Check[]> => {
  const named = env.AWS_CA_BUNDLE
    ? [{ file: env.AWS_CA_BUNDLE, setting: 'AWS_CA_BUNDLE' } as const]
    : app.caBundles().map((file) => ({ file, setting: 'ca_bundle' }) as const);
  const looked = await Promise.all(
    named.map(async (bundle) => {
      const problem = await whyBadBundle(bundle, env.HOME, systemClock.now());
      return problem
        ? problemCheck(doctorSaid.bundleName, problem)
        : ({ name: doctorSaid.bundleName, state: 'ok', detail: bundle.file } as const);
    }),
  );
  return looked;
};

/** What makes `roletap` a command in every folder. */
const linkCommand = (platform: string, script: string, folder: string): string => {
  if (platform === 'win32') return `cd "${dirname(dirname(script))}" && npm link`;
  const link = `ln -s ${shellWord(script)} ${shellWord(join(folder, 'roletap'))}`;
  return folder === '/usr/local/bin' ? `sudo ${link}` : link;
};

/** Whether what advice says can be typed as it stands. */
const commandChecks = (here: Surroundings, script: string): readonly Check[] => {
  const found = commandPath(here, script);
  if (found.kind === 'own') return [];
  const detail = found.kind === 'none' ? doctorSaid.noCommand : doctorSaid.otherCommand(found.file);
  const advice = found.kind === 'none' ? doctorSaid.commandAdvice(linkCommand(here.platform, script, found.folder)) : undefined;
  return [{ name: doctorSaid.commandName, state: 'warning', detail, ...defined({ advice }) }];
};

/** All that the doctor looks at. `script`: this program's file. */
export const diagnose = async (app: App, here: Surroundings, script: string, signal: AbortSignal): Promise<readonly Check[]> => {
  const { config, credentials } = app.snapshot().files;
  const paths = { files: [credentials], folders: [dirname(credentials), dirname(config), here.folder] };
  const open = openPaths(here.platform, paths);
  const stray = findStrayKeys(here.env, credentials);
  const shared = app.accessKeys.shared();
  const active = activeKeyChecks(app, signal);
  const newer = newerFiles(here.folder);
  return [
    ...examine(app),
    ...(await certificateChecks(app, signal)),
    ...(await bundleChecks(app, here)),
    ...openChecks(await open),
    ...strayChecks(await stray),
    ...sharedChecks(await shared),
    ...(await active),
    ...newerChecks(await newer),
    ...commandChecks(here, script),
  ];
};

/** A certificate that ends within so many milliseconds is told. */
const soon = 30 * 86_400_000;

/** The roles that certificates open, each with the one on a key here. */
const certificateChecks = async (app: App, signal: AbortSignal): Promise<readonly Check[]> =>
  (await app.anywhere.check(signal)).map(({ profile, certificate }): Check => {
    if (!certificate.ok) return problemCheck(profile, certificate.problem);
    const { subject, until } = certificate.value;
    const isOver = until - app.snapshot().now < soon;
    return { name: profile, state: isOver ? 'warning' : 'ok', detail: doctorSaid.certificate(subject, until) };
  });

/** Users with a second active key, as far as IAM tells it without a touch. */
const activeKeyChecks = async (app: App, signal: AbortSignal): Promise<readonly Check[]> => {
  const { told, unasked } = await app.rotations.active(signal);
  const name = doctorSaid.activeName;
  return [
    ...told.map((one): Check => {
      if (!one.ok)
        return { name, state: 'ok', detail: doctorSaid.activeUnknown(problemWords(one.problem, { where: 'terminal' }).happened) };
      const { source, user, keys } = one.value;
      if (keys.length < 2) return { name, state: 'ok', detail: doctorSaid.activeOne(user) };
      return { name, state: 'warning', detail: doctorSaid.activeMore(user, keys), advice: doctorSaid.activeAdvice(source) };
    }),
    ...(unasked.length === 0 ? [] : [{ name, state: 'ok', detail: doctorSaid.activeUnasked(unasked) } as const]),
  ];
};

/** What a newer version left behind. */
const newerChecks = (files: readonly string[]): readonly Check[] =>
  files.map((file) => ({ name: doctorSaid.newerName, state: 'warning', detail: doctorSaid.newer(file), advice: doctorSaid.newerAdvice }));

/** Long-term keys that lie about. */
const strayChecks = (found: readonly StrayKey[]): readonly Check[] =>
  found.map((key) => ({ name: doctorSaid.strayName, state: 'warning', ...strayKeyWords(key, 'terminal') }));

/** Kept keys that programs may have themselves. */
const sharedChecks = (kept: readonly { readonly profile: string }[]): readonly Check[] =>
  kept.map(({ profile }) => ({
    name: doctorSaid.strayName,
    state: 'warning',
    detail: sharingTexts.fact(profile),
    advice: sharingSaid.advice(profile),
  }));

/** What every user of this computer can read or change, and should not. */
export const openChecks = (open: readonly OpenPath[]): readonly Check[] =>
  open.map(({ path, may, mode, wanted }) => ({
    name: doctorSaid.openName,
    state: 'warning',
    detail: doctorSaid.open(path, may, mode),
    advice: doctorSaid.openAdvice(`chmod ${wanted} ${shellWord(path)}`),
  }));

const noticeCheck = (notice: Notice): Check => {
  const { title, text, tone } = noticeWords(notice, 'terminal');
  return { name: title, state: tone === 'warn' ? 'warning' : 'ok', detail: text };
};

export const doctorOutput = (checks: readonly Check[]): Output => {
  return {
    json: { checks },
    ...(checks.some(({ state }) => state === 'problem') ? { isBad: true } : {}),
    text: (look) => checks.map((check) => checkLine(check, look)).join(''),
  };
};

/** One check on a line: its mark tells at a glance, where there are colours, and what is to be typed stands out. */
const checkLine = ({ state, name, detail, advice }: Check, look: Look): string => {
  const { bold, green, red, yellow } = look.paint;
  const mark = { ok: green, warning: yellow, problem: red }[state](doctorSaid.marks[state]);
  return `${mark}  ${bold(plain(name))}: ${withCommands(plainLines([detail, ...(advice ? [advice] : [])].join(' ')), look)}\n`;
};

/** `roletap doctor`. `script` is the program that programs without a terminal are to start. */
export const doctor = async (
  { platform }: Pick<Arguments, 'platform'>,
  app: App,
  here: Surroundings,
  folder: string,
  signal: AbortSignal,
): Promise<Result<Output>> =>
  ok(doctorOutput(platform ? selfChecks(await platformFacts(app, here, folder)) : await diagnose(app, here, commandFile(folder), signal)));
