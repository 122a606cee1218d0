import { type FormEvent, useState } from 'react';
import type { EnforceScope } from '../../../src-main/contract/team/enforce.ts';
import type { EnforcingView } from '../../../src-main/contract/team/enforcing.ts';
import type { TeamGroups } from '../../../src-main/contract/team/page.ts';
import { enforcingTexts } from '../../../src-main/words/team/enforcing.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Option, OptionList } from '../../ui/option.tsx';
import { GroupField } from '../sheet/group-field.tsx';
import * as styles from '../sheet/sheet.module.css';

type Kind = EnforceScope['kind'];
const kinds: readonly Kind[] = ['group', 'pilot', 'account'];

/** Of whom MFA is to be required. */
export const ScopeForm = ({
  view: { source, scope },
  groups,
  isOff,
  onSent,
}: {
  readonly view: EnforcingView;
  readonly groups: TeamGroups | undefined;
  readonly isOff: boolean;
  readonly onSent: () => void;
}) => {
  const send = useSend();
  const [kind, setKind] = useState<Kind>(scope?.kind ?? 'group');
  const [picked, setGroup] = useState(scope === undefined || scope.kind === 'account' ? '' : scope.group);
  const [user, setUser] = useState(scope?.kind === 'pilot' ? scope.user : scope?.kind === 'account' ? scope.breakGlass : '');
  // Of the person whose row it was opened from, the groups are known.
  const own = kind === 'pilot' && scope?.kind === 'pilot' && user === scope.user ? groups?.own : undefined;
  const group = picked === '' && own?.length === 1 ? (own[0] ?? '') : picked;
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
  const field = (id: string, label: string, value: string, change: (value: string) => void) => (
    <FormField id={id} label={label}>
      <input
        id={id}
        dir="ltr"
        value={value}
        spellCheck={false}
        autoComplete="off"
        maxLength={128}
        onChange={({ target }) => change(target.value)}
      />
    </FormField>
  );
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
            only={own}
            value={group}
            onValue={setGroup}
          />
        )}
        {kind === 'group'
          ? null
          : field('enforce-user', kind === 'account' ? enforcingTexts.breakGlass : enforcingTexts.user, user, setUser)}
      </div>
      <div>
        <Button type="submit" disabled={wish === undefined || isOff}>
          {enforcingTexts.look}
        </Button>
      </div>
    </form>
  );
};
