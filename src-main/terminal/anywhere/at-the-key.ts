import type { AtTheKey, GivenPin, PinWanted, SetupMoment } from '../../app/piv/at-the-key.ts';
import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { anywhereSaid } from '../../words/certificates/anywhere.ts';
import { pivSaid } from '../../words/certificates/piv.ts';
import { usageSaid } from '../../words/help/usage.ts';
import { agrees, pinIn } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Console } from '../console/console.ts';
import { noPivArguments } from '../options/piv-options.ts';

/** The PINs of one command, kept until it ends: a setup needs the PIN more than once. */
interface Kept {
  readonly of: Map<number | undefined, GivenPin>;
}

const bytesOf = (typed: string): Uint8Array => Uint8Array.from(Buffer.from(typed, 'utf8'));

/**
 * Whoever sits at the terminal, for a command over the PIV application. A PIN comes from standard input with --pin-stdin, else it is typed; `done` wipes
 * what was kept of it.
 */
export const atTheKey = (
  console: Console,
  { piv = noPivArguments }: Arguments,
  signal: AbortSignal,
): AtTheKey & { readonly done: () => void } => {
  const kept: Kept = { of: new Map() };
  let told: SetupMoment['kind'] | undefined;
  // Typed at a terminal it would show there.
  const [pinIsGiven, pukIsGiven] = [piv.pinStdin && !console.isInteractive, piv.pukStdin && !console.isInteractive];
  const copyOf = ({ bytes, lastTry }: GivenPin): GivenPin => ({ bytes: bytes.slice(), lastTry });

  /** The next line of standard input. Problems: usage where there is none, input-unreadable, cancelled. */
  const fromInput = async (what: 'pin' | 'new-pin' | 'puk', { serial }: PinWanted): Promise<Result<Uint8Array>> => {
    const line = await console.readLine(signal);
    if (!line.ok) return line;
    if (signal.aborted) return failed({ code: 'cancelled' });
    const given = pinIn(line.value ?? '');
    return given === '' ? failed({ code: 'usage', message: usageSaid.nothingCame(what, serial) }) : ok(bytesOf(given));
  };

  const typed = async (what: 'pin' | 'puk', { serial, left }: PinWanted): Promise<Result<GivenPin>> => {
    const words =
      what === 'pin' ? { last: anywhereSaid.lastTry, ask: anywhereSaid.askPin } : { last: pivSaid.lastPukTry, ask: pivSaid.askPuk };
    if (!console.isInteractive) return failed({ code: `${what}-needed`, ...defined({ serial }) });
    const isLast = left === 1 && !piv.lastTry;
    if (isLast && !(await agrees(console, words.last(serial), signal))) return failed({ code: `${what}-last-try`, ...defined({ serial }) });
    const answer = await console.ask(words.ask(serial), true, signal);
    return answer === undefined || answer === '' ? failed({ code: 'cancelled' }) : ok({ bytes: bytesOf(answer), lastTry: left === 1 });
  };

  const pin = async (wanted: PinWanted): Promise<Result<GivenPin>> => {
    const known = kept.of.get(wanted.serial);
    if (known) return ok(copyOf(known));
    let given: Result<GivenPin>;
    if (pinIsGiven) {
      const line = await fromInput('pin', wanted);
      given = line.ok ? ok({ bytes: line.value, lastTry: piv.lastTry }) : line;
    } else given = await typed('pin', wanted);
    if (given.ok) kept.of.set(wanted.serial, copyOf(given.value));
    return given;
  };

  const puk = async (wanted: PinWanted): Promise<Result<GivenPin>> => {
    if (!pukIsGiven) return typed('puk', wanted);
    const line = await fromInput('puk', wanted);
    return line.ok ? ok({ bytes: line.value, lastTry: piv.lastTry }) : line;
  };

  const newPin = async (wanted: PinWanted): Promise<Result<Uint8Array | undefined>> => {
    const { serial } = wanted;
    if (pinIsGiven) {
      const line = await fromInput('new-pin', wanted);
      if (line.ok) kept.of.set(serial, { bytes: line.value.slice(), lastTry: false });
      return line;
    }
    if (!console.isInteractive) return ok(undefined);
    const first = await console.ask(anywhereSaid.askNewPin(serial), true, signal);
    if (first === undefined || first === '') return failed({ code: 'cancelled' });
    const second = await console.ask(anywhereSaid.repeatPin, true, signal);
    if (first !== second) return failed({ code: 'usage', message: anywhereSaid.pinsDiffer });
    kept.of.set(serial, { bytes: bytesOf(first), lastTry: false });
    return ok(bytesOf(first));
  };

  const managementKey = async ({ serial }: PinWanted): Promise<Result<Uint8Array>> => {
    if (!console.isInteractive) return failed({ code: 'management-key-other', lies: 'factory', ...defined({ serial }) });
    const answer = await console.ask(anywhereSaid.askManagementKey(serial), true, signal);
    if (answer === undefined) return failed({ code: 'cancelled' });
    const digits = answer.replace(/\s+/g, '');
    if (!/^([0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})$/i.test(digits)) return failed({ code: 'management-key-malformed' });
    return ok(Uint8Array.from(Buffer.from(digits, 'hex')));
  };

  return {
    pin,
    newPin,
    puk,
    managementKey,
    touch: () => console.note(anywhereSaid.touch),
    // What is waited for in several tries is said once.
    tell: ({ kind }) => {
      if (told !== kind) console.note(anywhereSaid.moments[kind]);
      told = kind;
    },
    signal,
    done: () => {
      for (const { bytes } of kept.of.values()) bytes.fill(0);
      kept.of.clear();
    },
  };
};
