import { useState } from 'react';
import type { EnrollPage, EnrollView } from '../../../src-main/contract/enroll.ts';
import { shortArn } from '../../../src-main/words/enroll/facts.ts';
import { lastPagesTexts } from '../../../src-main/words/window/enroll.ts';
import { useSend } from '../../store/bridge.ts';
import { DiffView } from '../../ui/diff-view.tsx';
import * as form from '../../ui/form-field.module.css';
import { Check } from '../../ui/switch.tsx';
import * as text from '../../ui/text.module.css';
import { PageForm } from '../page-form.tsx';
import * as styles from './enroll-profiles.module.css';

/** Which profiles learn of the device, and what that changes in the file, line by line. */
export const EnrollProfiles = ({ view, page }: { readonly view: EnrollView; readonly page: Extract<EnrollPage, { kind: 'profiles' }> }) => {
  const send = useSend();
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const wanted = page.profiles.map(({ profile }) => profile).filter((profile) => !off.has(profile));
  const toggle = (profile: string) => {
    const next = new Set(off);
    if (!next.delete(profile)) next.add(profile);
    setOff(next);
  };
  return (
    <PageForm
      onSubmit={() => {
        if (wanted.length === 0 || page.diff.length === 0) send('enrollSkip', { enroll: view.id });
        else send('enrollProfiles', { enroll: view.id, profiles: wanted });
      }}
    >
      <fieldset className={styles.checkList}>
        <legend className={text.group}>{lastPagesTexts.profiles}</legend>
        {page.profiles.map(({ profile, already }) => (
          <Check key={profile} on={!off.has(profile)} onCheck={() => toggle(profile)}>
            <span>
              <span data-matters dir="auto">
                {profile}
              </span>
              {already === undefined ? null : (
                <span className={text.sub} data-matters>
                  {lastPagesTexts.names(shortArn(already))}
                </span>
              )}
            </span>
          </Check>
        ))}
      </fieldset>
      {off.size === 0 ? null : <p className={form.hint}>{lastPagesTexts.unticked}</p>}
      {page.diff.length === 0 ? null : <DiffView file={page.file} lines={page.diff} />}
    </PageForm>
  );
};
