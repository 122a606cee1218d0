import type { EnrollPage, EnrollView } from '../../../src-main/contract/enroll.ts';
import type { Waiting } from '../../../src-main/contract/snapshot.ts';
import { spacedCode } from '../../../src-main/words/questions.ts';
import { codesPageTexts } from '../../../src-main/words/window/enroll.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { useSend } from '../../store/bridge.ts';
import { leftUntil } from '../../store/countdown.ts';
import { useNow } from '../../store/use-snapshot.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import * as cells from '../cells.module.css';
import { PageForm } from '../page-form.tsx';
import { NextIn, SecondsRing } from './enroll-work.tsx';

type TwoCodesPage = Extract<EnrollPage, { kind: 'two-codes' }>;

/** Console path: the two codes that AWS's page asks for, in the order of its fields. */
export const EnrollTwoCodes = ({
  view,
  page,
  question,
}: {
  readonly view: EnrollView;
  readonly page: TwoCodesPage;
  /** The wait for a half minute that is long enough to type in. */
  readonly question?: Waiting | undefined;
}) => {
  const send = useSend();
  return (
    <PageForm onSubmit={() => view.can.next && send('enrollNext', { enroll: view.id })}>
      <div className={cells.cells}>
        {([0, 1] as const).map((index) => {
          const code = page.codes[index];
          return (
            <div className={`${cells.cell} ${cells.codeCell}`} key={index} data-tone={code === undefined ? 'off' : 'good'}>
              <p className={cells.title}>{codesPageTexts.fields[index]}</p>
              {code === undefined && question?.kind === 'step' ? (
                index === 0 ? (
                  <NextIn what={codesPageTexts.nextPair} until={question.deadline} />
                ) : (
                  <p className={cells.wait}>{codesPageTexts.later}</p>
                )
              ) : code === undefined ? (
                <p className={cells.wait}>
                  <Ring tone="busy" />
                  <span>{codesPageTexts.asking}</span>
                </p>
              ) : (
                <OneCode enroll={view.id} index={index} code={code} />
              )}
            </div>
          );
        })}
      </div>
    </PageForm>
  );
};

/** The digits with the time that AWS still takes them. */
const OneCode = ({
  enroll,
  index,
  code,
}: {
  readonly enroll: string;
  readonly index: 0 | 1;
  readonly code: TwoCodesPage['codes'][number];
}) => {
  const send = useSend();
  const now = useNow();
  const left = Math.ceil(leftUntil(code.ends, now) / 1000);
  return (
    <>
      <p className={cells.digits} dir="ltr">
        {spacedCode(code.digits)}
      </p>
      <div className={cells.wait}>
        <SecondsRing until={code.ends} since={code.ends - 30_000} />
        <span>{codesPageTexts.left(left)}</span>
        <CopyButton
          label={codesPageTexts.copyOf(codesPageTexts.fields[index])}
          words={kitTexts.copy}
          onCopy={() => send('enrollCopyCode', { enroll, index })}
        />
      </div>
    </>
  );
};
