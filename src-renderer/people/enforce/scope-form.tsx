import { type FormEvent, useMemo, useState } from 'react';
import type { EnforceScope } from '../../../src-main/contract/team/enforce.ts';
import type { EnforcingView } from '../../../src-main/contract/team/enforcing.ts';
import type { ReadTeamView, TeamGroups } from '../../../src-main/contract/team/page.ts';
import { enforcingTexts } from '../../../src-main/words/team/enforcing.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Option, OptionList } from '../../ui/option.tsx';
import { ChoiceField, GroupField } from '../sheet/group-field.tsx';
import * as styles from '../sheet/sheet.module.css';
import { choosable } from './who-to-choose.ts';

type Kind = EnforceScope['kind'];
const kinds: readonly Kind[] = ['group', 'pilot', 'account'];

/** Of whom MFA is to be required. */
export const ScopeForm = ({
  view: { source, scope },
  read,
  groups,
  isOff,
  onSent,
}: {
  readonly view: EnforcingView;
  readonly read: ReadTeamView | undefined;
  readonly groups: TeamGroups | undefined;
  readonly isOff: boolean;
  readonly onSent: () => void;
}) => {
  const send = useSend();
  const [kind, setKind] = useState<Kind>(scope?.kind ?? 'group');
  const [picked, setGroup] = useState(scope === undefined || scope.kind === 'account' ? '' : scope.group);
  const [pilot, setPilot] = useState(scope?.kind === 'pilot' ? scope.user : '');
  const [breakGlass, setBreakGlass] = useState(scope?.kind === 'account' ? scope.breakGlass : '');
  const user = kind === 'account' ? breakGlass : pilot;
  // The texts are the same in each snapshot until somebody reads anew.
  const [people, memberships] = [read?.people, groups?.memberships];
  const who = useMemo(() => choosable(people, memberships), [people, memberships]);
  const theirs = kind === 'pilot' ? who.groupsOf(user) : undefined;
  const group = picked === '' && theirs?.length === 1 ? (theirs[0] ?? '') : picked;
  // The person whose row it was opened from stays: only their groups are to choose from.
  const only = scope?.kind === 'pilot' && user === scope.user ? theirs : undefined;
  const users = kind === 'account' ? who.outside : who.membersOf(group);
  const [named, person] = [group.trim(), user.trim()];
  const wish: EnforceScope | undefined =
    kind === 'account'
      ? person === ''
        ? undefined
        : { kind, breakGlass: person }
      : named === '' || (kind === 'pilot' && person === '')
        ? undefined
        : kind === 'pilot'
          ? { kind, group: named, user: person }
          : { kind, group: named };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wish === undefined || isOff) return;
    void send('lookEnforce', { source, scope: wish });
    onSent();
  };
  return (
    <form className={styles.form} autoComplete="off" noValidate onSubmit={submit}>
      <OptionList legend={<legend className="spoken">{enforcingTexts.who}</legend>}>
        {kinds.map((each) => (
          <Option
            key={each}
            name="scope"
            chosen={kind === each}
            isOff={isOff}
            onChoose={() => setKind(each)}
            title={enforcingTexts.scopes[each].title}
          >
            <span>{enforcingTexts.scopes[each].hint}</span>
          </Option>
        ))}
      </OptionList>
      <div className={styles.pair}>
        {kind === 'account' ? null : (
          <GroupField
            id="enforce-group"
            label={enforcingTexts.group}
            none={enforcingTexts.chooseGroup}
            groups={groups}
            only={only}
            value={group}
            onValue={setGroup}
          />
        )}
        {kind === 'group' ? null : (
          <ChoiceField
            id="enforce-user"
            key={kind}
            label={kind === 'account' ? enforcingTexts.breakGlass : enforcingTexts.user}
            hint={kind === 'account' ? enforcingTexts.breakGlassHint : undefined}
            none={enforcingTexts.chooseUser}
            choices={users.map((name) => ({ name, words: name }))}
            value={user}
            onValue={kind === 'account' ? setBreakGlass : setPilot}
          />
        )}
      </div>
      <div>
        <Button type="submit" disabled={wish === undefined || isOff}>
          {enforcingTexts.look}
        </Button>
      </div>
    </form>
  );
};
