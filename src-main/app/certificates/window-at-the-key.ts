import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Waiting } from '../../contract/snapshot.ts';
import type { CertificateWork } from '../../contract/values.ts';
import type { Pins } from '../anywhere/pins.ts';
import type { AtTheKey, GivenPin, PinWanted } from '../piv/at-the-key.ts';
import type { OpenQuestion, Question, Questions } from '../questions.ts';
import type { Store } from '../state/store.ts';

export interface AtTheKeyPorts {
  readonly store: Store;
  readonly questions: Questions;
  readonly pins: Pins;
}

/** Seconds that a person has to type a PIN, and to touch: the key itself gives up earlier. */
const typeSeconds = 300;
const touchSeconds = 60;

const copyOf = ({ bytes, lastTry }: GivenPin): GivenPin => ({ bytes: bytes.slice(), lastTry });

/** The bytes of what is typed in hexadecimal, with spaces or without; undefined where it is none of the lengths of a management key. */
const hexBytes = (typed: Uint8Array): Uint8Array | undefined => {
  const digits = typed.filter((byte) => byte > 0x20);
  const nibbles = digits.map((byte) => Number.parseInt(String.fromCharCode(byte), 16));
  const isHex = [32, 48, 64].includes(digits.length) && digits.every((byte) => /[0-9a-f]/i.test(String.fromCharCode(byte)));
  const bytes = isHex
    ? Uint8Array.from({ length: digits.length / 2 }, (_, at) => (nibbles[2 * at] ?? 0) * 16 + (nibbles[2 * at + 1] ?? 0))
    : undefined;
  for (const buffer of [digits, nibbles]) buffer.fill(0);
  return bytes;
};

/**
 * Whoever sits at the window, for one piece of work on a YubiKey's PIV application. A PIN is asked for once in a piece of work, and kept beyond it as long as the
 * settings say, if the work went well. `giveUp`: the person cancelled while the key blinked. `done` wipes what was kept.
 */
export const windowAtTheKey = (
  { store, questions, pins }: AtTheKeyPorts,
  purpose: { readonly deed: CertificateWork; readonly subject: string },
  signal: AbortSignal,
  giveUp: () => void,
): AtTheKey & { readonly done: (problem?: Problem) => void } => {
  const typed = new Map<string, GivenPin>();
  let touching: OpenQuestion | undefined;
  /** Whose PIN was wanted last: the key that blinks after that. */
  let last: number | undefined;

  const keyOf = (serial: number | undefined) => {
    const { keys } = store.state();
    return keys.kind === 'ready' ? keys.keys.find((key) => serial === undefined || key.serial === serial) : undefined;
  };
  const untouch = () => {
    touching?.withdraw();
    touching = undefined;
  };
  const about = (serial: number | undefined): Pick<Question, 'for' | 'key' | 'keyId'> => {
    const key = keyOf(serial);
    const facts = key && { name: key.name, formFactor: key.formFactor, ...defined({ serial: key.serial }) };
    return { for: { kind: 'certificate', ...purpose }, ...defined({ key: facts, keyId: key?.id }) };
  };
  const ask = async ({ serial, left, again }: PinWanted, asks?: Waiting['asks']): Promise<Result<GivenPin>> => {
    untouch();
    const question = { kind: 'pin', wrong: again === 'wrong', ...about(serial), ...defined({ tries: left, asks }) } as const;
    const answer = await questions.ask(question, typeSeconds, signal).answer;
    if (answer.kind === 'secret') return ok({ bytes: answer.bytes, lastTry: answer.lastTry });
    if (answer.kind === 'pulled') return failed(answer.problem);
    return failed(answer.kind === 'over' ? { code: 'pin-needed', ...defined({ serial }) } : { code: 'cancelled' });
  };
  /** What was kept of a PIN doesn't do. */
  const drop = (keyId: string) => {
    typed.get(keyId)?.bytes.fill(0);
    typed.delete(keyId);
    pins.forget(keyId);
  };
  const keep = (serial: number | undefined, pin: GivenPin) => {
    const key = keyOf(serial);
    if (!key) return;
    typed.get(key.id)?.bytes.fill(0);
    typed.set(key.id, copyOf(pin));
  };

  return {
    pin: async (wanted) => {
      last = wanted.serial;
      const key = keyOf(wanted.serial);
      if (key && wanted.again) drop(key.id);
      const known = key && typed.get(key.id);
      if (known) return ok(copyOf(known));
      // The last try is the person's to use up.
      const kept = key && wanted.left !== 1 ? pins.get(key.id) : undefined;
      const given = kept ? ok({ bytes: kept, lastTry: false }) : await ask(wanted);
      if (given.ok) keep(wanted.serial, given.value);
      return given;
    },
    newPin: async ({ serial }) => {
      last = serial;
      const given = await ask(defined({ serial }), 'new-pin');
      if (!given.ok) return given;
      keep(serial, given.value);
      return ok(given.value.bytes);
    },
    puk: (wanted) => {
      last = wanted.serial;
      return ask(wanted, 'puk');
    },
    managementKey: async (wanted) => {
      last = wanted.serial;
      const given = await ask(wanted, 'management-key');
      if (!given.ok) return given;
      const key = hexBytes(given.value.bytes);
      given.value.bytes.fill(0);
      return key ? ok(key) : failed({ code: 'management-key-malformed' });
    },
    touch: () => {
      untouch();
      const question = questions.ask({ kind: 'touch', ...about(last) }, touchSeconds, signal);
      touching = question;
      void question.answer.then(({ kind }) => {
        if (kind === 'cancelled' && touching === question) giveUp();
      });
    },
    signal,
    asksAgain: true,
    done: (problem) => {
      untouch();
      for (const [keyId, { bytes }] of typed) {
        if (problem === undefined) pins.keep(keyId, bytes);
        else if (problem.code === 'pin-wrong' || problem.code === 'pin-blocked') pins.forget(keyId);
        bytes.fill(0);
      }
      typed.clear();
    },
  };
};
