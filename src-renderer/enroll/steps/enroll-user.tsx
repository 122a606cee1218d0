import { useId } from 'react';
import type { EnrollPage, EnrollView } from '../../../src-main/contract/enroll.ts';
import { ownedDevicesWords } from '../../../src-main/words/devices.ts';
import { waitingForWords } from '../../../src-main/words/questions.ts';
import { userPageTexts } from '../../../src-main/words/window/enroll.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import { Note } from '../../ui/note.tsx';
import { Option, OptionList } from '../../ui/option.tsx';
import { InlineProblem } from '../../ui/problem.tsx';
import * as text from '../../ui/text.module.css';
import { PageForm } from '../page-form.tsx';

type UserPage = Extract<EnrollPage, { kind: 'user' }>;

/** Whose device it will be: the profiles with long-term keys. */
export const EnrollUser = ({ view, page }: { readonly view: EnrollView; readonly page: UserPage }) => {
  const send = useSend();
  const name = useId();
  return (
    <PageForm
      onSubmit={() => {
        // The check failed, for want of a network perhaps: it is made again.
        if (view.problem !== undefined && page.chosen !== undefined) send('enrollUser', { enroll: view.id, source: page.chosen });
        else if (view.can.next) send('enrollNext', { enroll: view.id });
      }}
    >
      {page.sources.length === 0 ? (
        <div className={text.empty}>
          <p>{userPageTexts.none}</p>
          <Button
            kind="link"
            onClick={() => {
              send('enrollClose', { enroll: view.id });
              send('openFirstRun', { door: 'key', source: '' });
            }}
          >
            {userPageTexts.addKey}
          </Button>
        </div>
      ) : (
        <OptionList legend={<legend className="spoken">{userPageTexts.profile}</legend>}>
          {page.sources.map((source) => (
            <Option
              key={source.profile}
              name={name}
              chosen={source.profile === page.chosen}
              onChoose={() => send('enrollUser', { enroll: view.id, source: source.profile })}
              title={
                <b data-matters dir="auto">
                  {source.profile}
                </b>
              }
              mark={page.checking && source.profile === page.chosen ? <Ring tone="busy" /> : null}
              problem={
                source.problem === undefined || (view.problem !== undefined && source.profile === page.chosen) ? null : (
                  <InlineProblem problem={source.problem} />
                )
              }
            >
              <span className={text.sub} data-matters>
                {userPageTexts.who(source)}
              </span>
            </Option>
          ))}
        </OptionList>
      )}
      {page.checking ? <p className="spoken">{waitingForWords('aws')}</p> : null}
      {page.devices === undefined ? null : (
        <Note>
          <p>{ownedDevicesWords(page.devices)}</p>
        </Note>
      )}
      {view.path === 'import' ? null : (
        <p className={text.sub}>
          {view.path === 'iam' ? userPageTexts.mayNot : userPageTexts.mayCreate}{' '}
          <Button kind="link" onClick={() => send('enrollPath', { enroll: view.id, path: view.path === 'iam' ? 'console' : 'iam' })}>
            {view.path === 'iam' ? userPageTexts.useConsole : userPageTexts.useIam}
          </Button>
        </p>
      )}
    </PageForm>
  );
};
