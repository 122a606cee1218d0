import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Place } from '../codes/accounts.ts';
import type { CodePurpose } from '../codes/code-request.ts';
import { codeAt } from '../codes/make-code.ts';
import type { Step } from '../plans/plan.ts';
import type { EnrollRecord } from './record.ts';
import { purposeOf, recordOf, sourceOf, type Work, working } from './run.ts';
import { deviceOf, isAtLeast, type Which, withStage } from './stages.ts';

/** STS knows a device that IAM enabled 8 to 14 s later, in milliseconds. */
const propagationMillis = 10_000;

/** Codes that are tried until STS knows the device, one per step: the second is made half a minute after AWS enabled it, or later. */
const proofTries = 2;

/** How a path finds the account that makes the codes, and what it does with one that AWS knows now. */
export interface Prover {
  readonly find: (purpose: CodePurpose) => Promise<Result<Place>>;
  readonly onProved?: (place: Place) => Promise<void>;
}

/**
 * Proves a device: an MFA session by a fresh code of its key. STS learns of a device later than IAM, so the first code waits for that, and
 * the second one is of a later step, and says why; a device that was in use before is known everywhere, and one code tells. Where AWS does not answer,
 * the person is asked before another touch. The session is kept for later taps. Problems: those of a code, serial-refused, code-refused, those of STS.
 */
export const proveStep = (work: Work, which: Which, { find, onProved }: Prover): Step<EnrollRecord> => {
  /** Why the code before was refused. */
  let after: Problem | undefined;
  return {
    name: `prove ${which}`,
    subject: deviceOf(recordOf(work), which).deviceArn,
    read: (record) => (deviceOf(record, which).stage === 'proved' ? 'done' : 'todo'),
    mark: (record, standing) => {
      const stage = standing === 'begun' ? 'proving' : 'proved';
      return isAtLeast(deviceOf(record, which).stage, stage) ? record : withStage(record, which, stage);
    },
    do: async () => {
      const { aws, codes } = work.ports;
      const source = sourceOf(work);
      if (!source.ok) return source;
      const purpose = purposeOf(work, which, (until) => working(work, 'proving', until));
      const { deviceArn: mfaSerial } = deviceOf(recordOf(work), which);
      working(work, 'proving');
      const place = await find(purpose);
      if (!place.ok) return place;
      const hooks = {
        codeFor: async (_refused: readonly string[], signal: AbortSignal) => {
          const code = await codeAt(codes, place.value, mfaSerial, { ...purpose, ...defined({ after }) }, signal);
          return code.ok ? ok({ mfaSerial, code: code.value.code, told: () => {} }) : failed(code.problem);
        },
        onAws: () => working(work, 'proving'),
      };
      return ok(async () => {
        // A session that is held proves nothing: another key bought it, or an earlier device of this name.
        const request = { source: source.value, only: mfaSerial, fresh: 'kept', once: true } as const;
        const session = await aws.sessions.mfaSession(request, hooks, work.signal);
        if (session.ok) await onProved?.(place.value);
        else after = session.problem;
        return session;
      });
    },
    waitUntil: {
      from: () => {
        const { enabledAt } = work.model();
        return enabledAt === undefined ? undefined : enabledAt + propagationMillis;
      },
      tries: deviceOf(recordOf(work), which).accountWasThere ? 1 : proofTries,
      isEarly: ({ problem }) => problem.code === 'serial-refused' || problem.code === 'code-refused',
    },
  };
};
