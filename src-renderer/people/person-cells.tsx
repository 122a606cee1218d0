import { memo } from 'react';
import { areKeysKnown, deviceName, type PersonKey } from '../../src-main/contract/team/people.ts';
import { agoWords, keyUse, peopleTexts } from '../../src-main/words/team/page.ts';
import { flagWords, mfaWords, peopleSaid } from '../../src-main/words/team/people.ts';
import { NextStepButton, PersonMenu } from './next-step.tsx';
import * as styles from './people-table.module.css';
import { daysSince, type Listed } from './people-view.ts';

const oldDays = 90;

/** All that is known of one person. */
export const PersonCells = memo(({ listed: { person, group }, now }: { readonly listed: Listed; readonly now: number }) => {
  const { name, console, signedIn, mfa, keys, flags } = person;
  const isBare = flags.includes('no-mfa') || flags.includes('root-no-mfa');
  return (
    <>
      <th scope="row" dir="auto">
        {name}
      </th>
      <td>
        <span className={styles.mark} data-tone={isBare ? 'bad' : group === 'yubikey' || group === 'passkey' ? 'good' : 'plain'}>
          {mfaWords(mfa)}
        </span>
        {typeof mfa === 'string' || mfa.length === 0 ? null : <small>{mfa.map(({ serial }) => deviceName(serial)).join(', ')}</small>}
      </td>
      <td>
        {keys.length === 0
          ? areKeysKnown(person)
            ? peopleTexts.noKeys
            : peopleTexts.unknown
          : keys.map((key) => <KeyLine key={key.number} value={key} now={now} />)}
      </td>
      <td>
        {typeof signedIn === 'number' ? agoWords(daysSince(signedIn, now)) : signedIn === 'never' ? peopleSaid.never : null}
        {console === 'yes' ? null : <small>{console === 'no' ? peopleTexts.noPassword : peopleTexts.unknown}</small>}
      </td>
      <td>
        <div className={styles.next}>
          <div>
            <NextStepButton person={person} />
            {flags.length === 0 ? null : <small>{flags.map(flagWords).join(', ')}</small>}
          </div>
          <PersonMenu person={person} />
        </div>
      </td>
    </>
  );
});

const KeyLine = ({ value, now }: { readonly value: PersonKey; readonly now: number }) => {
  const { state, rotated, used } = value;
  const days = rotated === undefined ? undefined : daysSince(rotated, now);
  const age = days === undefined ? '?' : peopleSaid.age(days);
  const since = typeof used === 'object' ? daysSince(used.at, now) : undefined;
  return (
    <div>
      {state === 'inactive' ? (
        peopleSaid.inactive
      ) : (
        <span className={styles.mark} data-tone={state === 'unknown' || (days ?? 0) > oldDays ? 'warn' : 'bare'}>
          {age}
        </span>
      )}{' '}
      <small>{keyUse(value, since)}</small>
    </div>
  );
};
