import type { PolicyDocument } from '../model/policy.ts';
import type { ActionCall, GrantsState } from '../model/types.ts';
import { requiredText, validationError } from '../wire/parameters.ts';
import type { XmlNode } from '../wire/xml.ts';
import { conflict, documentIn, encodedDocument, noSuchEntity, paged } from './common.ts';

type Kind = 'User' | 'Group' | 'Role';

/** IAM's quotas for all inline policies of one together, in characters without white space. */
const sizes: { readonly [K in Kind]: number } = { User: 2048, Group: 5120, Role: 10_240 };

const sizeOf = (documents: Iterable<PolicyDocument>): number =>
  [...documents].reduce((sum, document) => sum + JSON.stringify(document).length, 0);

type Actions = Readonly<Record<string, (call: ActionCall) => XmlNode | undefined>>;

/** The four calls about the inline policies of users, groups or roles. Names differ without regard to case. */
export const inlineActions = (kind: Kind, whose: (call: ActionCall) => GrantsState & { readonly name: string }): Actions => {
  const nameIn = (call: ActionCall, { inline }: GrantsState): string => {
    const name = requiredText(call.parameters, 'PolicyName');
    if (!/^[\w+=,.@-]{1,128}$/.test(name)) throw validationError(`Value '${name}' at 'policyName' failed to satisfy constraint`);
    return [...inline.keys()].find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
  };
  const missing = (name: string) => noSuchEntity(`The ${kind.toLowerCase()} policy with name ${name} cannot be found.`);
  return {
    [`Put${kind}Policy`]: (call) => {
      const holder = whose(call);
      const document = documentIn(call);
      const name = nameIn(call, holder);
      const others = [...holder.inline].filter(([known]) => known !== name).map(([, one]) => one);
      if (sizeOf([...others, document]) > sizes[kind])
        throw conflict('LimitExceeded', `Maximum policy size of ${sizes[kind]} bytes exceeded for ${kind.toLowerCase()} ${holder.name}`);
      holder.inline.set(name, document);
      return undefined;
    },
    [`Delete${kind}Policy`]: (call) => {
      const holder = whose(call);
      const name = nameIn(call, holder);
      if (!holder.inline.delete(name)) throw missing(name);
      return undefined;
    },
    [`List${kind}Policies`]: (call) => paged(call, 'PolicyNames', [...whose(call).inline.keys()].sort(), (name): XmlNode => name),
    [`Get${kind}Policy`]: (call) => {
      const holder = whose(call);
      const name = nameIn(call, holder);
      const document = holder.inline.get(name);
      if (!document) throw missing(name);
      return { [`${kind}Name`]: holder.name, PolicyName: name, PolicyDocument: encodedDocument(document) };
    },
  };
};
