import type { Waiting } from '../../src-main/contract/snapshot.ts';
import { type AskingProgram, programsOf } from '../../src-main/contract/values.ts';
import { othersWords, processWords, shortened } from '../../src-main/words/askers.ts';
import { subjectOf } from '../../src-main/words/questions.ts';
import { sheetTexts } from '../../src-main/words/window/sheet.ts';
import { MoreButton, useDisclosure } from '../ui/disclosure.tsx';
import * as styles from './sheet-askers.module.css';

/** `terraform (pid 4121) in ~/infra`, the name in bold, the folder as typed. */
const ProgramText = ({ program }: { readonly program: AskingProgram }) => (
  <>
    <b dir="auto">{shortened(program.name)}</b>
    <span className="tabular">{` ${processWords(program)}`}</span>
    {program.folder === undefined ? null : (
      <>
        {sheetTexts.inFolder}
        <code dir="auto" title={program.folder}>
          {shortened(program.folder)}
        </code>
      </>
    )}
  </>
);

/** Who asks and for what: `terraform (pid 4121) in ~/infra asks for prod-admin in acme-prod`. Nothing when a person asked. */
export const AskingSentence = ({ waiting, place }: { readonly waiting: Waiting; readonly place?: string | undefined }) => {
  const [first] = programsOf(waiting.askers);
  if (first === undefined) return null;
  return (
    <>
      <ProgramText program={first} />
      {sheetTexts.asksFor}
      <b dir="auto">{subjectOf(waiting)}</b>
      {place === undefined ? '' : sheetTexts.inAccount(place)}
    </>
  );
};

/** The others that wait for the same touch: a count, and on request who they are. */
export const OtherAskers = ({ waiting }: { readonly waiting: Waiting }) => {
  const more = useDisclosure();
  const others = programsOf(waiting.askers).slice(1);
  if (others.length === 0) return null;
  return (
    <div className={styles.askers}>
      <MoreButton disclosure={more}>{othersWords(others.length)}</MoreButton>
      <ul {...more.panel}>
        {others.map((program) => (
          <li key={`${program.pid} ${program.name}`} data-matters>
            <ProgramText program={program} />
          </li>
        ))}
      </ul>
    </div>
  );
};
