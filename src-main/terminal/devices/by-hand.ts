import type { App } from '../../app/app.ts';
import type { EnrollView } from '../../contract/enroll.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { pageWords } from '../../words/enroll/pages.ts';
import { asSentence, together } from '../../words/grammar.ts';
import { enrollSaid } from '../../words/terminal.ts';
import { foundSecretTexts } from '../../words/window/enroll.ts';
import { agrees } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { neededKeys } from '../console/plugged-keys.ts';
import { problemLine } from '../console/prompts.ts';
import { plain } from '../console/tables.ts';
import { readPictureFile } from '../programs/picture-file.adapter.ts';
import { enrolledOutput, followEnroll, tellWhatIsThere } from './enroll-progress.ts';
import type { Wizard } from './wizard.ts';

/** The longest text that is taken for a secret or an ARN; whatever is longer is neither. */
const longestText = 1024;

/** Problems after which the same page is answered anew, where a person is there to do so. */
const mayAnswerAnew: Readonly<Partial<Record<EnrollView['page']['kind'], readonly Problem['code'][]>>> = {
  secret: ['secret-unusable'],
  device: ['device-arn-bad', 'serial-refused', 'code-refused'],
  found: ['device-arn-bad', 'serial-refused', 'code-refused'],
};

/** What the pages are answered with. */
interface Talk {
  readonly wizard: Wizard;
  readonly args: Arguments;
  readonly console: Console;
  readonly signal: AbortSignal;
}

/** Walks through the wizard, page by page, to its end, or to the codes that somebody has to type. What was made when it stops is told. */
export const walkThrough = async (app: App, talk: Talk): Promise<Result<Output>> => {
  const progress = followEnroll(app, talk.console);
  const walked = await walk(talk);
  progress.stop();
  if (!walked.ok) tellWhatIsThere(progress.last(), talk.console);
  talk.wizard.close();
  return walked;
};

const walk = async (talk: Talk): Promise<Result<Output>> => {
  const { wizard, args, console } = talk;
  for (;;) {
    const view = wizard.view();
    const { page, problem } = view;
    const isAnswer = args.device === undefined && args.picture === undefined;
    const mayAsk = console.isInteractive && isAnswer && mayAnswerAnew[page.kind]?.includes(problem?.code ?? 'internal');
    if (problem && !mayAsk) return failed(problem);
    if (problem) console.note(problemLine(problem));
    if (page.kind === 'done') return ok(enrolledOutput(page));
    if (page.kind === 'two-codes' && !console.isInteractive) return ok(codesOutput(view, page.codes));
    const answered = await answerPage(talk, view);
    if (!answered.ok) return answered;
  }
};

/** What a page says, before it is answered. */
const pageLine = (view: EnrollView): string => together(asSentence(pageWords(view).title), pageWords(view).text);

const answerPage = async (talk: Talk, view: EnrollView): Promise<Result<void>> => {
  const { wizard, args, console, signal } = talk;
  const { page } = view;
  switch (page.kind) {
    case 'secret': {
      if (page.found === undefined) return giveSecret(talk, page);
      // Nobody can be asked where nobody sits: it is said, and the secret was given on purpose.
      console.note(plain(together(asSentence(foundSecretTexts.title(page.found)), foundSecretTexts.found(page.found))));
      const yes = args.yes || !console.isInteractive || (await agrees(console, enrollSaid.mayStore, signal));
      return wizard.send('enrollStore', { yes });
    }
    case 'two-codes': {
      console.note(plain(pageLine(view)));
      for (const [index, { digits }] of page.codes.entries()) console.note(plain(enrollSaid.codeToType(index, digits)));
      const typed = await console.ask(enrollSaid.typedThem, false, signal);
      if (typed === undefined) return failed({ code: 'cancelled' });
      return wizard.send(/^n/i.test(typed.trim()) ? 'enrollBack' : 'enrollNext');
    }
    case 'found': {
      // An account that was there, or whose device is proved, has no codes to show.
      const hasCodes = view.path === 'console' && !view.steps.some(({ name, state }) => name === 'proof' && state === 'done');
      const isTyped =
        hasCodes && (args.device !== undefined || (console.isInteractive && (await agrees(console, enrollSaid.tookThem, signal))));
      return isTyped ? giveDevice(talk, undefined) : wizard.send('enrollNext');
    }
    case 'device':
      return giveDevice(talk, page.guess);
    case 'profiles': {
      const writes = args.yes || (console.isInteractive && (await agrees(console, enrollSaid.mayWrite, signal)));
      const profiles = page.profiles.map(({ profile }) => profile);
      return writes && profiles.length > 0 ? wizard.send('enrollProfiles', { profiles }) : wizard.send('enrollSkip');
    }
    default:
      return wizard.send('enrollNext');
  }
};

/** The key that is meant, then the secret, of which nothing is shown. */
const giveSecret = async (
  { wizard, args, console, signal }: Talk,
  page: Extract<EnrollView['page'], { readonly kind: 'secret' }>,
): Promise<Result<void>> => {
  const keys = page.keys.filter(({ serial }) => args.key === undefined || serial === args.key);
  const key = keys.find(({ id }) => id === page.chosen) ?? keys[0];
  if (!key) {
    const needed = neededKeys(wizard.card(), args.key);
    return needed.ok ? failed({ code: 'yubikey-missing' }) : needed;
  }
  if (keys.length > 1 && page.chosen === undefined)
    return failed({ code: 'yubikey-unclear', serials: keys.flatMap(({ serial }) => serial ?? []) });
  const touch = !args.noTouch;
  const chosen = await wizard.send('enrollKey', { keyId: key.id, deviceName: '', touch, spare: 'none' });
  if (!chosen.ok) return chosen;
  const { page: shown } = wizard.view();
  const unfit = shown.kind === 'secret' ? shown.keys.find(({ id }) => id === key.id)?.problem : undefined;
  if (unfit) return failed(unfit);
  if (args.picture !== undefined) {
    const picture = await readPictureFile(args.picture);
    return picture.ok ? wizard.send('enrollPicture', { picture: picture.value }) : picture;
  }
  if (!console.isInteractive && args.passwordStdin) return failed({ code: 'usage', message: enrollSaid.oneInput });
  if (console.isInteractive && args.command === 'enroll') console.note(plain(pageLine(wizard.view())));
  const given = console.isInteractive ? ok(await console.ask(enrollSaid.secret, true, signal)) : await console.readLine(signal);
  if (!given.ok) return given;
  const secret = given.value;
  if (signal.aborted || (secret === undefined && console.isInteractive)) return failed({ code: 'cancelled' });
  if (secret === undefined || secret.trim() === '') return failed({ code: 'secret-unusable', why: 'empty' });
  return secret.length > longestText ? failed({ code: 'secret-unusable', why: 'too-long' }) : wizard.send('enrollSecret', { secret });
};

/** The device whose codes the account makes; what is guessed from its label is taken where nobody says otherwise. */
const giveDevice = async ({ wizard, args, console, signal }: Talk, guess: string | undefined): Promise<Result<void>> => {
  const { page, path } = wizard.view();
  const isAsked = args.device === undefined && console.isInteractive;
  if (isAsked && page.kind === 'device') console.note(plain(pageLine(wizard.view())));
  const typed = isAsked ? await console.ask(enrollSaid.device(guess), false, signal) : args.device;
  if (isAsked && typed === undefined) return failed({ code: 'cancelled' });
  const device = typed?.trim() || guess;
  if (device === undefined) return failed({ code: 'usage', message: enrollSaid.needsDevice(path === 'import' ? 'import' : 'enroll') });
  return device.length > longestText
    ? failed({ code: 'device-arn-bad', device: device.slice(0, longestText) })
    : wizard.send('enrollDevice', { device });
};

/** Nobody can be asked whether AWS's page took the codes: they are the answer, and the run is gone on with when it did. */
const codesOutput = ({ id }: EnrollView, codes: readonly { readonly digits: string }[]): Output => {
  const digits = codes.map((code) => code.digits);
  const lines = [...digits.map((code, index) => enrollSaid.codeToType(index, code)), enrollSaid.whenTyped(id)];
  return { json: { run: id, codes: digits }, text: `${lines.map(plain).join('\n')}\n` };
};
