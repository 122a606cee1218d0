import { failed, ok, type Result } from '../../contract/result.ts';
import type { NewIamRole, ThereIamRole } from '../anywhere/iam-role.ts';
import type { Outcome, Step } from '../plans/plan.ts';
import { adminOf, gone, missing, nameOf, roleOf, setRole, trustOf } from './role-parts.ts';
import type { SetupRecord } from './setup-record.ts';
import type { SetupRun } from './setup-run.ts';

const orderOf = (run: SetupRun): NewIamRole => {
  const { roleArn, trustAnchorArn = '', create = { policies: [], maxSessionSeconds: 3600 } } = roleOf(run);
  const { subject, proof } = trustOf(run.record());
  return { roleArn, trustAnchorArn, subject, proof, mark: nameOf(run), ...create };
};

/** The role in IAM, as far as somebody may look. */
const look = async (run: SetupRun): Promise<Result<ThereIamRole | undefined>> => {
  const who = adminOf(run);
  return who ? run.aws.findRole(who, roleOf(run).roleArn, run.at.signal) : failed(missing(run, 'role'));
};

const isOurs = (run: SetupRun, there: ThereIamRole | undefined): boolean => there?.description.includes(nameOf(run)) ?? false;

/**
 * The role of IAM, with a trust policy for the anchor and the certificate's subject. Where the caller may not make it, somebody else does: the setup goes on with
 * whatever is there then, and the proof tells whether it opens. What this run made is known by its description, and goes when it is undone.
 */
export const iamRole = (run: SetupRun): Step<SetupRecord> => {
  // Only in this try: nobody was asked to make the role yet.
  let isDenied = false;
  const settle = (standing: 'todo' | 'done'): Result<void> => {
    run.change({ ...run.record(), iamRole: standing });
    return ok(undefined);
  };
  return {
    name: 'iamRole',
    subject: 'aws',
    read: (record) => record.iamRole ?? 'todo',
    mark: (record, standing) => ({ ...record, iamRole: standing }),
    check: async () => {
      const there = await look(run);
      if (!there.ok) return there.problem.code === 'iam-denied' && !isDenied ? settle('done') : there;
      if (there.value && !isOurs(run, there.value)) return settle('done');
      // Its policies may be missing.
      if (there.value) setRole(run, { madeRole: true });
      return settle('todo');
    },
    do: async () => {
      const who = adminOf(run);
      if (!who) return failed(missing(run, 'role'));
      return ok(async (): Promise<Outcome> => {
        run.at.tell?.({ kind: 'role' });
        const made = await run.aws.makeRole(who, orderOf(run), roleOf(run).madeRole === true, run.at.signal);
        if (made.ok) {
          setRole(run, { madeRole: true });
          return { ok: true };
        }
        isDenied = made.problem.code === 'iam-denied';
        return { ok: false, problem: made.problem, unclear: true };
      });
    },
    undo: async () => {
      const who = adminOf(run);
      if (!who || (run.record().iamRole ?? 'todo') === 'todo') return ok(undefined);
      const there = roleOf(run).madeRole ? ok(undefined) : await look(run);
      const isMade = roleOf(run).madeRole === true || (there.ok && isOurs(run, there.value));
      return isMade ? gone(await run.aws.removeRole(who, orderOf(run), run.at.signal)) : ok(undefined);
    },
  };
};
