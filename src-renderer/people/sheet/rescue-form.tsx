import { useState } from 'react';
import { deviceName } from '../../../src-main/contract/team/people.ts';
import type { RescueSheet } from '../../../src-main/contract/team/sheet.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { mfaWords } from '../../../src-main/words/team/people.ts';
import { rescueSheet } from '../../../src-main/words/team/sheets.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/switch.tsx';
import { fieldOf } from './problem-field.ts';
import * as styles from './sheet.module.css';
import { type FormProps, InviteChecks, lines, SheetForm, TextField } from './sheet-form.tsx';
import { TeamProblem } from './team-problem.tsx';

/** Which of somebody's devices are lost, and what they get in their place. */
export const RescueForm = ({ view, heading, close, onSent }: FormProps<RescueSheet>) => {
  const send = useSend();
  const { stage, source, user, facts, wish, problem } = view;
  /** Undefined while nobody chose: then the only device is meant. */
  const [picked, setPicked] = useState<readonly string[] | undefined>(wish?.devices);
  const [draft, setDraft] = useState({
    accessKey: wish?.accessKey ?? false,
    invite: wish?.invite !== undefined,
    region: wish?.region ?? '',
    roles: wish?.roles.join('\n') ?? '',
  });
  const devices = facts?.devices ?? [];
  const lost = picked ?? (devices.length === 1 ? devices.map(({ serial }) => serial) : []);
  const about = fieldOf(problem, wish);
  const wrong = draft.invite && facts !== undefined ? about : undefined;
  const submit = () => {
    void send('planSheet', { source, draft: { kind: 'rescue', ...draft, roles: lines(draft.roles), devices: lost } });
    onSent();
  };
  return (
    <SheetForm
      view={view}
      heading={heading}
      close={close}
      about={rescueSheet.about}
      isReady={facts !== undefined}
      hasField={wrong === 'roles' || wrong === 'region'}
      {...(stage === 'looking' ? { working: rescueSheet.looking } : {})}
      onSubmit={submit}
    >
      {facts === undefined ? (
        problem === undefined ? null : (
          <div>
            <Button onClick={() => send('openSheet', { kind: 'rescue', user })}>{kitTexts.tryAgain}</Button>
          </div>
        )
      ) : (
        <>
          <fieldset className={styles.choices}>
            <legend>{rescueSheet.devices}</legend>
            {devices.length === 0 && facts.unread.length === 0 ? <p>{rescueSheet.noDevices}</p> : null}
            {facts.unread.map(({ what, problem: one }) => (
              <TeamProblem key={what} problem={one} />
            ))}
            {devices.map(({ serial, kind }) => (
              <Check
                key={serial}
                on={lost.includes(serial)}
                onCheck={(on) => setPicked(on ? [...lost, serial] : lost.filter((one) => one !== serial))}
              >
                <span data-matters title={serial}>
                  {deviceName(serial)} <small>{mfaWords([{ kind }])}</small>
                </span>
              </Check>
            ))}
          </fieldset>
          <p data-matters>{rescueSheet.also(facts)}</p>
          <div>
            <InviteChecks draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
          </div>
          {draft.invite ? (
            <div className={styles.pair}>
              <TextField
                id="rescue-roles"
                label={addingTexts.roles}
                hint={addingTexts.rolesHint}
                value={draft.roles}
                many={2}
                problem={wrong === 'roles' ? problem : undefined}
                onValue={(roles) => setDraft({ ...draft, roles })}
              />
              <TextField
                id="rescue-region"
                label={addingTexts.region}
                hint={addingTexts.regionHint}
                value={draft.region}
                problem={wrong === 'region' ? problem : undefined}
                onValue={(region) => setDraft({ ...draft, region })}
              />
            </div>
          ) : null}
        </>
      )}
    </SheetForm>
  );
};
