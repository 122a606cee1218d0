import { type FormEvent, useId, useState } from 'react';
import { isUnlimited, namedPolicies, type SessionLimits } from '../../../src-main/contract/sessions/limits.ts';
import type { RoleView } from '../../../src-main/contract/snapshot.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { limitsTexts } from '../../../src-main/words/window/limits.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import * as styles from './pick-cells.module.css';
import { emptyLimits, limitsFrom, type TypedLimits } from './typed-limits.ts';

const bases = ['read-only', 'audit', 'own'] as const;

/** "Tap in with limits": what the session has less of than its role. What AWS does not take is said in the role's row, before a touch. */
export const LimitsDialog = ({ role, onClose }: { readonly role: RoleView; readonly onClose: () => void }) => {
  const send = useSend();
  const id = useId();
  const [typed, setTyped] = useState<TypedLimits>(emptyLimits);
  const set = (change: Partial<TypedLimits>) => setTyped({ ...typed, ...change });
  const limits: SessionLimits = limitsFrom(typed);
  const tap = (event: FormEvent) => {
    event.preventDefault();
    if (isUnlimited(limits)) return;
    send('tapLimited', { role: role.id, limits });
    onClose();
  };
  const line = (name: 'policyArn' | 'sourceIdentity' | 'tags' | 'transitive', example: string) => (
    <label className={styles.textField}>
      <span>{limitsTexts[name]}</span>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        placeholder={example}
        value={typed[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </label>
  );
  return (
    <Dialog
      title={limitsTexts.title(role.profile)}
      onStay={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{kitTexts.cancel}</Button>
          <Button type="submit" form={id} kind="primary" aria-disabled={isUnlimited(limits)}>
            {limitsTexts.tapIn}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={tap}>
        <fieldset className={styles.pickCells}>
          <legend>{limitsTexts.rights}</legend>
          {bases.map((base, index) => (
            <label key={base} className={styles.pickCell}>
              <input
                type="radio"
                name="base"
                data-first={index === 0 ? true : undefined}
                checked={typed.base === base}
                onChange={() => set({ base })}
              />
              <span>
                <b>{limitsTexts[base].title}</b>
                <small>{base === 'own' ? limitsTexts.own.text : limitsTexts[base].text(namedPolicies[base])}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {typed.base === 'own' ? line('policyArn', 'job-function/ViewOnlyAccess') : null}
        {typed.base === 'own' ? (
          <label className={styles.textField}>
            <span>{limitsTexts.policy}</span>
            <textarea rows={4} spellCheck={false} value={typed.policy} onChange={(event) => set({ policy: event.target.value })} />
          </label>
        ) : null}
        {line('tags', 'team=web, ticket=OPS-7')}
        {line('transitive', '')}
        {line('sourceIdentity', 'jane')}
      </form>
    </Dialog>
  );
};
