import type { TeamGroups } from '../../../src-main/contract/team/page.ts';
import { deniedWords, groupChoice } from '../../../src-main/words/team/page.ts';
import { FormField } from '../../ui/form-field.tsx';
import { TextField } from './sheet-form.tsx';

/** A group: one of the account's, or typed where these can't be listed. `none`: the choice of no group; `only`: the names to choose from. */
export const GroupField = ({
  id,
  label,
  hint,
  none,
  groups,
  only,
  value,
  onValue,
}: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly none: string;
  readonly groups: TeamGroups | undefined;
  readonly only?: readonly string[] | undefined;
  readonly value: string;
  readonly onValue: (value: string) => void;
}) => {
  const { groups: all = [], problem } = groups ?? {};
  const shown = all.filter(({ name }) => only === undefined || only.includes(name));
  if (shown.length === 0) {
    const why = problem?.code === 'iam-denied' ? deniedWords(problem).replaceAll('`', '') : hint;
    return <TextField id={id} label={label} {...(why === undefined ? {} : { hint: why })} value={value} onValue={onValue} />;
  }
  const isOther = value !== '' && !shown.some(({ name }) => name === value);
  return (
    <FormField id={id} label={label} hint={hint}>
      <select id={id} value={value} aria-describedby={`${id}hint`} onChange={({ target }) => onValue(target.value)}>
        <option value="">{none}</option>
        {isOther ? <option value={value}>{value}</option> : null}
        {shown.map((group) => (
          <option key={group.name} value={group.name}>
            {groupChoice(group)}
          </option>
        ))}
      </select>
    </FormField>
  );
};
