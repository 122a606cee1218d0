import type { Waiting } from '../../src-main/contract/snapshot.ts';
import { programsOf } from '../../src-main/contract/values.ts';
import { type AskerPiece, askingPieces, othersWords, programPieces } from '../../src-main/words/askers.ts';
import { subjectOf } from '../../src-main/words/questions.ts';
import { MoreButton, useDisclosure } from '../ui/disclosure.tsx';
import * as styles from './sheet-askers.module.css';

/** A sentence with the names in it marked, the folder as typed. */
const Pieces = ({ pieces, folder }: { readonly pieces: readonly AskerPiece[]; readonly folder: string | undefined }) =>
  pieces.map((piece) => <Piece key={`${piece.kind} ${piece.text}`} {...piece} folder={folder} />);

const Piece = ({ kind, text, folder }: AskerPiece & { readonly folder: string | undefined }) => {
  switch (kind) {
    case 'name':
    case 'subject':
      return <b dir="auto">{text}</b>;
    case 'process':
      return <span className="tabular">{text}</span>;
    case 'folder':
      return (
        <code dir="auto" title={folder}>
          {text}
        </code>
      );
    case 'text':
      return text;
  }
};

/** Who asks and for what: `terraform (pid 4121) in ~/infra asks for prod-admin in acme-prod`. Nothing when a person asked. */
export const AskingSentence = ({ waiting, place }: { readonly waiting: Waiting; readonly place?: string | undefined }) => {
  const [first] = programsOf(waiting.askers);
  return first === undefined ? null : <Pieces pieces={askingPieces(first, subjectOf(waiting), place)} folder={first.folder} />;
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
            <Pieces pieces={programPieces(program)} folder={program.folder} />
          </li>
        ))}
      </ul>
    </div>
  );
};
