import type { EnrollPage, EnrollView } from '../../src-main/contract/enroll.ts';
import type { Waiting } from '../../src-main/contract/snapshot.ts';
import { useSend } from '../bridge.ts';
import { leftUntil, shareLeft } from '../countdown.ts';
import { CheckIcon, InfoIcon } from '../parts/icons.tsx';
import { PageForm } from '../parts/page-form.tsx';
import { Ring } from '../parts/ring.tsx';
import { useNow } from '../use-snapshot.ts';
import { secretNote } from '../words-wizard.ts';

/** A ring that counts the seconds to `until`; `since` is where it began. */
export const SecondsRing = ({ until, since }: { readonly until: number; readonly since: number }) => {
  const now = useNow();
  return (
    <Ring tone="good" share={shareLeft(since, until, now)}>
      {Math.ceil(leftUntil(until, now) / 1000)}
    </Ring>
  );
};

const InSeconds = ({ until }: { readonly until: number }) => <>{` ${Math.ceil(leftUntil(until, useNow()) / 1000)} s`}</>;

/** Nobody is needed. */
export const EnrollWorking = ({ view, page }: { readonly view: EnrollView; readonly page: Extract<EnrollPage, { kind: 'working' }> }) => {
  const send = useSend();
  return (
    <PageForm onSubmit={() => view.can.next && send('enrollNext', { enroll: view.id })}>
      <div className="working">
        {page.until === undefined ? <Ring tone="busy" /> : <SecondsRing until={page.until} since={page.until - 30_000} />}
        <p>
          {page.until === undefined ? (
            'A moment…'
          ) : (
            <>
              goes on in
              <InSeconds until={page.until} />
            </>
          )}
        </p>
      </div>
    </PageForm>
  );
};

/** Two codes in a row: what was made, and what is waited for. Digits stay between the key and AWS. */
export const EnrollCodes = ({
  view,
  page,
  touch,
  demo,
}: {
  readonly view: EnrollView;
  readonly page: Extract<EnrollPage, { kind: 'codes' }>;
  readonly touch?: Waiting;
  readonly demo: boolean;
}) => {
  const send = useSend();
  const note = secretNote(view);
  return (
    <PageForm onSubmit={() => view.can.next && send('enrollNext', { enroll: view.id })}>
      <div className="cells">
        {(['First code', 'Second code'] as const).map((title, index) => {
          const made = page.touches > index;
          const next = page.touches === index;
          return (
            <div className="cell code-cell" key={title} data-tone={made ? 'good' : next ? 'now' : 'off'}>
              <p className="cell-title">{title}</p>
              {made ? (
                <p className="code-made">
                  <CheckIcon size={18} /> made
                </p>
              ) : next && page.until !== undefined ? (
                <p className="code-wait">
                  <SecondsRing until={page.until} since={page.until - 30_000} />
                  <span>
                    the next pair in
                    <InSeconds until={page.until} />
                  </span>
                </p>
              ) : next && touch !== undefined ? (
                <div className="code-wait">
                  <SecondsRing until={touch.deadline} since={touch.since} />
                  <span>waiting for your touch</span>
                  {demo ? (
                    <button
                      type="button"
                      className="small-button"
                      aria-label="Touch the demo’s YubiKey"
                      onClick={() => send('demoTouch', null)}
                    >
                      <span className="choice-disc" aria-hidden="true" /> Touch
                    </button>
                  ) : null}
                </div>
              ) : next ? (
                <p className="code-wait">
                  <Ring tone="busy" />
                  <span>asking the YubiKey</span>
                </p>
              ) : (
                <p className="code-wait">after the first</p>
              )}
            </div>
          );
        })}
      </div>
      {note === undefined ? null : (
        <div className="note">
          <InfoIcon size={15} />
          <p className="note-body">{note}</p>
        </div>
      )}
    </PageForm>
  );
};
