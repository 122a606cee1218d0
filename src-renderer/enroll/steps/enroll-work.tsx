import type { EnrollPage, EnrollView } from '../../../src-main/contract/enroll.ts';
import type { Waiting } from '../../../src-main/contract/snapshot.ts';
import { secretNote } from '../../../src-main/words/enroll/pages.ts';
import { codesPageTexts } from '../../../src-main/words/window/enroll.ts';
import { sheetTexts } from '../../../src-main/words/window/sheet.ts';
import { useSend } from '../../store/bridge.ts';
import { leftUntil, shareLeft } from '../../store/countdown.ts';
import { useNow } from '../../store/use-snapshot.ts';
import { Button } from '../../ui/button.tsx';
import { CheckIcon, GoldDisc } from '../../ui/drawings/icons.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import { Note } from '../../ui/note.tsx';
import { Working } from '../../ui/page.tsx';
import * as cells from '../cells.module.css';
import { PageForm } from '../page-form.tsx';

/** A ring that counts the seconds to `until`; `since` is where it began. */
export const SecondsRing = ({ until, since }: { readonly until: number; readonly since: number }) => {
  const now = useNow();
  return (
    <Ring tone="good" share={shareLeft(since, until, now)}>
      {Math.ceil(leftUntil(until, now) / 1000)}
    </Ring>
  );
};

const InSeconds = ({ until }: { readonly until: number }) => <>{codesPageTexts.seconds(Math.ceil(leftUntil(until, useNow()) / 1000))}</>;

/** A ring with the seconds, and what comes after them. */
export const NextIn = ({ what, until }: { readonly what: string; readonly until: number }) => (
  <p className={cells.wait}>
    <SecondsRing until={until} since={until - 30_000} />
    <span>
      {what}
      <InSeconds until={until} />
    </span>
  </p>
);

/** Nobody is needed; at most the time, when a code was used and the next one is waited for. */
export const EnrollWorking = ({
  view,
  page,
  question,
}: {
  readonly view: EnrollView;
  readonly page: Extract<EnrollPage, { kind: 'working' }>;
  readonly question?: Waiting | undefined;
}) => {
  const send = useSend();
  const until = question?.deadline ?? page.until;
  return (
    <PageForm onSubmit={() => view.can.next && send('enrollNext', { enroll: view.id })}>
      <Working ring={until === undefined ? <Ring tone="busy" /> : <SecondsRing until={until} since={until - 30_000} />}>
        <p>
          {until === undefined ? (
            codesPageTexts.moment
          ) : (
            <>
              {codesPageTexts.goesOn(question !== undefined)}
              <InSeconds until={until} />
            </>
          )}
        </p>
      </Working>
    </PageForm>
  );
};

/** Two codes in a row: what was made, and what is waited for. Digits stay between the key and AWS. */
export const EnrollCodes = ({
  view,
  page,
  question,
  demo,
}: {
  readonly view: EnrollView;
  readonly page: Extract<EnrollPage, { kind: 'codes' }>;
  readonly question?: Waiting | undefined;
  readonly demo: boolean;
}) => {
  const send = useSend();
  const note = secretNote(view);
  const touch = question?.kind === 'touch' ? question : undefined;
  const step = question?.kind === 'step' ? question.deadline : undefined;
  return (
    <PageForm onSubmit={() => view.can.next && send('enrollNext', { enroll: view.id })}>
      <div className={cells.cells}>
        {[codesPageTexts.first, codesPageTexts.second].map((title, index) => {
          const made = page.touches > index;
          const next = page.touches === index;
          return (
            <div className={`${cells.cell} ${cells.codeCell}`} key={title} data-tone={made ? 'good' : next ? 'now' : 'off'}>
              <p className={cells.title}>{title}</p>
              {made ? (
                <p className={cells.made}>
                  <CheckIcon size={18} /> {codesPageTexts.made}
                </p>
              ) : next && (page.until ?? step) !== undefined ? (
                <NextIn
                  what={page.until === undefined ? codesPageTexts.nextCode : codesPageTexts.nextPair}
                  until={page.until ?? step ?? 0}
                />
              ) : next && touch !== undefined ? (
                <div className={cells.wait}>
                  <SecondsRing until={touch.deadline} since={touch.since} />
                  <span>{codesPageTexts.touch}</span>
                  {demo ? (
                    <Button kind="small" aria-label={sheetTexts.demoKey} onClick={() => send('demoTouch', null)}>
                      <GoldDisc /> {codesPageTexts.demoTouch}
                    </Button>
                  ) : null}
                </div>
              ) : next ? (
                <p className={cells.wait}>
                  <Ring tone="busy" />
                  <span>{codesPageTexts.asking}</span>
                </p>
              ) : (
                <p className={cells.wait}>{codesPageTexts.later}</p>
              )}
            </div>
          );
        })}
      </div>
      {note === undefined ? null : (
        <Note>
          <p>{note}</p>
        </Note>
      )}
    </PageForm>
  );
};
