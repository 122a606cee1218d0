import * as v from 'valibot';
import { exactly } from '../exactly.ts';
import { approvalSpans } from '../values.ts';
import { flag, mfaCode, nothing, text, typedSecret } from './pieces.ts';

/** Answers to questions, and what programs are told. */
export const questionsCommands = {
  /** Give up the question with this id. */
  cancel: exactly({ waiting: text }),
  answerPassword: exactly({ waiting: text, password: text, remember: flag }),
  /** `pin`: UTF-8. `lastTry`: the person knows that it is the last. */
  answerPin: exactly({ waiting: text, pin: typedSecret, lastTry: flag }),
  answerPick: exactly({ waiting: text, choice: text }),
  /** Not with the YubiKey that is asked for: with a code from another MFA device, which is asked for then. */
  typeCode: exactly({ waiting: text }),
  answerCode: exactly({ waiting: text, code: mfaCode }),
  /** The answer to `guardOffer`: guards the role or not, and goes on with what was to open it. */
  answerGuard: exactly({ role: text, on: flag }),
  dismissGuard: nothing,
  /** Says no to the programs that wait for this question, for the rest of the day. */
  silenceAskers: exactly({ waiting: text }),
  /** For how long the touch that this question asks for allows a guarded role to the programs that wait. */
  allowAskers: exactly({ waiting: text, span: v.picklist(approvalSpans) }),
  /** Takes back what was said to a program (`ProgramView.id`). */
  forgetProgram: exactly({ id: text }),
  answerAlert: exactly({ alert: text }),
  dismissAlert: exactly({ alert: text }),
} as const;
