import { ok, type Result } from '../../contract/result.ts';
import type { StepState } from '../../contract/team/plan.ts';
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
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly accountId: string;
  readonly steps: readonly { readonly state: StepState }[];
  readonly document: object;
  readonly waysOn: string;
}

/** `roletap team unfinished`: plans of all kinds that were interrupted. */
export const unfinishedPlans: Run = async (app): Promise<Result<Output>> => {
  const { members, roles: made, rescue, enforcing, enrolling, groupPolicy, removing } = app.team;
  const [people, roles, rescues, enforced, enrolled, policies, removals] = await Promise.all([
    members.list(),
    made.list(),
    rescue.list(),
    enforcing.list(),
    enrolling.list(),
    groupPolicy.list(),
    removing.list(),
  ]);
  const left: readonly Left[] = [
    ...people.map((view) => {
      const { id = '', user: name, accountId, steps } = view;
      return { id, kind: 'add', name, accountId, steps, document: personDocument(view), waysOn: planSaid.waysOn(id) };
    }),
    ...roles.map((view) => {
      const { id = '', role: name, accountId, steps } = view;
      return { id, kind: 'role', name, accountId, steps, document: roleDocument(view), waysOn: roleSaid.waysOn(id) };
    }),
    ...rescues.map((view) => {
      const { id = '', user: name, accountId, steps } = view;
      return { id, kind: 'rescue', name, accountId, steps, document: rescueDocument(view), waysOn: rescueSaid.waysOn(id) };
    }),
    ...enrolled.map((view) => {
      const { id = '', user: name, accountId, steps } = view;
      return { id, kind: 'enroll', name, accountId, steps, document: enrollForDocument(view), waysOn: enrollForSaid.waysOn(id) };
    }),
    ...policies.map((view) => {
      const { id = '', group: name, accountId, steps } = view;
      return { id, kind: 'policy', name, accountId, steps, document: groupPolicyDocument(view), waysOn: groupPolicySheet.waysOn(id) };
    }),
    ...removals.map((view) => {
      const { id = '', user: name, accountId, steps } = view;
      return { id, kind: 'remove', name, accountId, steps, document: removeDocument(view), waysOn: removeSaid.waysOn(id) };
    }),
    ...enforced.map((view) => {
      const { id = '', accountId, steps } = view;
      return {
        id,
        kind: 'enforce',
        name: scopeWords(view),
        accountId,
        steps,
        document: enforceDocument(view),
        waysOn: enforceSaid.waysOn(id),
      };
    }),
  ];
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
            ...left.map(({ waysOn }) => `${plain(waysOn)}\n`),
          ]),
  });
};
