import { useState } from 'react';
import type { Problem } from '../../../src-main/contract/problems/problem.ts';
import type { TeamGroups } from '../../../src-main/contract/team/page.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { deniedWords, groupChoice } from '../../../src-main/words/team/page.ts';
import { FormField } from '../../ui/form-field.tsx';
import { TextField } from './sheet-form.tsx';

interface NameField {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** The choice of none, or to choose. */
  readonly none: string;
  readonly value: string;
  readonly problem?: Problem | undefined;
  readonly onValue: (value: string) => void;
}

/** Names have no blanks. */
const another = ' ';

/** A name: one of those that there are, or typed where these aren't known. `fresh`: what chooses one that isn't there yet, and what that is then called. */
export const ChoiceField = ({
  id,
  label,
  hint,
  none,
  choices,
  fresh,
  value,
  problem,
  onValue,
}: NameField & {
  readonly choices: readonly { readonly name: string; readonly words: string }[];
  readonly fresh?: { readonly choice: string; readonly label: string } | undefined;
}) => {
  const [isChosen, setChosen] = useState(false);
  const [isTyped, setTyped] = useState(false);
  const type = (typed: string) => {
    setTyped(true);
    onValue(typed);
  };
  // Names that come in while somebody types take the field from nobody.
  if (choices.length === 0 || isTyped)
    return <TextField id={id} label={label} value={value} problem={problem} onValue={type} {...(hint === undefined ? {} : { hint })} />;
  const isOther = value !== '' && !choices.some(({ name }) => name === value);
  const isFresh = fresh !== undefined && (isChosen || isOther);
  const choose = (name: string) => {
    setChosen(name === another);
    onValue(name === another ? '' : name);
  };
  return (
    <>
      <FormField id={id} label={label} hint={fresh === undefined ? hint : undefined} problem={isFresh ? undefined : problem}>
        <select id={id} value={isFresh ? another : value} aria-describedby={`${id}hint`} onChange={({ target }) => choose(target.value)}>
          <option value="">{none}</option>
          {isOther && fresh === undefined ? <option value={value}>{value}</option> : null}
          {choices.map(({ name, words }) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
          {fresh === undefined ? null : <option value={another}>{fresh.choice}</option>}
        </select>
      </FormField>
      {isFresh ? <TextField id={`${id}-new`} label={fresh.label} value={value} problem={problem} onValue={onValue} /> : null}
    </>
  );
};

/** A group: one of the account's, or typed where these can't be listed. `only`: the names to choose from; `canBeNew`: it is created where there is none. */
export const GroupField = ({
  groups,
  only,
  hint,
  canBeNew = false,
  ...rest
}: NameField & {
  readonly groups: TeamGroups | undefined;
  readonly only?: readonly string[] | undefined;
  readonly canBeNew?: boolean;
}) => {
  const { groups: all = [], problem: denied } = groups ?? {};
  const shown = all.filter(({ name }) => only === undefined || only.includes(name));
  const why = denied?.code === 'iam-denied' ? deniedWords(denied).replaceAll('`', '') : undefined;
  return (
    <ChoiceField
      {...rest}
      hint={shown.length === 0 && why !== undefined ? why : hint}
      choices={shown.map((group) => ({ name: group.name, words: groupChoice(group) }))}
      fresh={canBeNew ? { choice: addingTexts.newGroupChoice, label: addingTexts.newGroup } : undefined}
    />
  );
};
