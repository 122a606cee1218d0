import { countingDocument, policiesOf } from '../model/grants.ts';
import { evaluateIdentity, type PolicyContext, type PolicyDocument } from '../model/policy.ts';
import type { ActionCall, GrantsState, UserState } from '../model/types.ts';
import { requiredText, validationError } from '../wire/parameters.ts';
import type { XmlNode } from '../wire/xml.ts';
import { authorize, noSuchEntity, paged } from './common.ts';

/** The members of a list in a query: `ActionNames.member.1`. */
const listIn = ({ parameters }: Pick<ActionCall, 'parameters'>, name: string): readonly string[] => {
  const all: string[] = [];
  for (let value = parameters.get(`${name}.member.1`); value !== undefined; value = parameters.get(`${name}.member.${all.length + 1}`))
    all.push(value);
  return all;
};

const contextIn = (call: ActionCall, user: UserState): PolicyContext => {
  const context = new Map([
    ['aws:username', user.name],
    ['aws:principalarn', user.arn],
  ]);
  for (let index = 1; ; index++) {
    const entry = `ContextEntries.member.${index}`;
    const name = call.parameters.get(`${entry}.ContextKeyName`);
    if (name === undefined) return context;
    context.set(name.toLowerCase(), listIn(call, `${entry}.ContextKeyValues`)[0] ?? '');
  }
};

/** Policies with the names by which the simulation tells them. */
const named = (kind: 'user' | 'group', name: string, { inline, attached }: GrantsState): readonly (readonly [string, PolicyDocument])[] => [
  ...[...inline].map(([policy, document]) => [`${kind}_${name}_${policy}`, document] as const),
  ...[...attached].map((policy) => [policy.name, countingDocument(policy)] as const),
];

/** Evaluates a user's policies as they are, under its boundary, with the context that was sent. */
export const simulatePrincipalPolicy = (call: ActionCall): XmlNode => {
  const arn = requiredText(call.parameters, 'PolicySourceArn');
  authorize(call, arn);
  const user = [...call.caller.account.users.values()].find((one) => one.arn === arn);
  if (!user) throw noSuchEntity(`${arn} cannot be found.`);
  const actions = listIn(call, 'ActionNames');
  if (actions.length === 0 || actions.some((action) => !/^[\w-]+:\w+$/.test(action)))
    throw validationError('Invalid Entry found in ActionNames');
  const resources = listIn(call, 'ResourceArns');
  const context = contextIn(call, user);
  const all = [...named('user', user.name, user), ...[...user.groups].flatMap((group) => named('group', group.name, group))];
  const { boundary } = user;
  const results = actions.flatMap((action) =>
    (resources.length === 0 ? ['*'] : resources).map((resource): XmlNode => {
      const own = evaluateIdentity(policiesOf(user), action, resource, context);
      const limit = boundary ? evaluateIdentity([countingDocument(boundary)], action, resource, context) : 'allow';
      const verdict = own === 'allow' ? limit : own;
      const matched = all.filter(([, document]) => evaluateIdentity([document], action, resource, context) === verdict);
      return {
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: verdict === 'allow' ? 'allowed' : verdict === 'deny' ? 'explicitDeny' : 'implicitDeny',
        MatchedStatements:
          verdict === 'none' ? [] : matched.map(([SourcePolicyId]) => ({ SourcePolicyId, SourcePolicyType: 'IAM Policy' })),
      };
    }),
  );
  return paged(call, 'EvaluationResults', results, (result) => result);
};
