import { ok, type Result } from '../../contract/result.ts';
import type { StepState } from '../../contract/team/plan.ts';
import type { UnfinishedPlan } from '../../contract/team/sheet.ts';
import { enforceSaid, scopeWords } from '../../words/team/enforce.ts';
import { enrollForSaid } from '../../words/team/enroll.ts';
import { planSaid } from '../../words/team/plan.ts';
import { groupPolicySheet } from '../../words/team/policies.ts';
import { removeSaid } from '../../words/team/remove.ts';
import { rescueSaid } from '../../words/team/rescue.ts';
import { roleSaid } from '../../words/team/role.ts';
import type { Output, Run } from '../console/command.ts';
import { joined } from '../console/look.ts';
import { plain, table } from '../console/tables.ts';
import { personDocument } from './add-person-command.ts';
import { groupPolicyDocument } from './attach-command.ts';
import { enforceDocument } from './enforce-command.ts';
import { enrollForDocument } from './enroll-command.ts';
import { removeDocument } from './remove-command.ts';
import { rescueDocument } from './rescue-command.ts';
import { roleDocument } from './role-command.ts';

interface Left {
  readonly name: string;
  readonly document: object;
  readonly waysOn: (id: string) => string;
}

const shownOf = ({ kind, plan }: UnfinishedPlan): Left => {
  switch (kind) {
    case 'add':
      return { name: plan.user, document: personDocument(plan), waysOn: planSaid.waysOn };
    case 'role':
      return { name: plan.role, document: roleDocument(plan), waysOn: roleSaid.waysOn };
    case 'rescue':
      return { name: plan.user, document: rescueDocument(plan), waysOn: rescueSaid.waysOn };
    case 'enroll':
      return { name: plan.user, document: enrollForDocument(plan), waysOn: enrollForSaid.waysOn };
    case 'policy':
      return { name: plan.group, document: groupPolicyDocument(plan), waysOn: groupPolicySheet.waysOn };
    case 'remove':
      return { name: plan.user, document: removeDocument(plan), waysOn: removeSaid.waysOn };
    case 'enforce':
      return { name: scopeWords(plan), document: enforceDocument(plan), waysOn: enforceSaid.waysOn };
  }
};

/** `roletap team unfinished`: plans of all kinds that were interrupted. */
export const unfinishedPlans: Run = async (app): Promise<Result<Output>> => {
  const left = (await app.team.unfinished()).map((one) => {
    const { id = '', accountId } = one.plan;
    const steps: readonly { readonly state: StepState }[] = one.plan.steps;
    return { id, kind: one.kind, accountId, steps, ...shownOf(one) };
  });
  return ok({
    json: { unfinished: left.map(({ kind, document }) => ({ kind, ...document })) },
    text:
      left.length === 0
        ? `${planSaid.noneUnfinished}\n`
        : joined([
            table([
              ['ID', 'KIND', 'NAME', 'ACCOUNT', 'DONE'],
              ...left.map(({ id, kind, name, accountId, steps }) => [
                id,
                kind,
                name,
                accountId,
                `${steps.filter(({ state }) => state === 'done').length}/${steps.length}`,
              ]),
            ]),
            ...left.map(({ id, waysOn }) => `${plain(waysOn(id))}\n`),
          ]),
  });
};
