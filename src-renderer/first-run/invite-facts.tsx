import type { InviteView } from '../../src-main/contract/access-keys/first-run.ts';
import { listed } from '../../src-main/words/grammar.ts';
import { inviteTexts } from '../../src-main/words/window/first-run.ts';
import { Note } from '../ui/note.tsx';
import * as styles from './invite.module.css';

/** `arn:aws:iam::111122223333:role/team/Deploy` -> `team/Deploy`. */
const roleName = (arn: string): string => arn.slice(arn.indexOf(':role/') + 6);

/** Who is invited, and to what; a one-time password that was in the invite is on the clipboard. */
export const InviteFacts = ({ invite }: { readonly invite: InviteView }) => {
  const { user, accountId, alias, roles, region, console, copiedSeconds } = invite;
  const facts = [
    [inviteTexts.account, alias === undefined ? accountId : `${alias} (${accountId})`],
    [inviteTexts.user, user],
    [inviteTexts.roles, roles.length === 0 ? inviteTexts.noRoles : listed(roles.map(roleName))],
    ...(region === undefined ? [] : [[inviteTexts.region, region] as const]),
    [inviteTexts.console, console],
  ] as const;
  return (
    <>
      <dl className={styles.facts} aria-label={inviteTexts.facts}>
        {facts.map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd data-matters dir="auto">
              {fact}
            </dd>
          </div>
        ))}
      </dl>
      {copiedSeconds === undefined ? null : (
        <Note tone="good" role="status">
          {inviteTexts.copied(copiedSeconds)}
        </Note>
      )}
    </>
  );
};
