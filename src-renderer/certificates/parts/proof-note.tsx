import type { RequestView } from '../../../src-main/contract/certificates/piv.ts';
import { proofWords } from '../../../src-main/words/certificates/set-up.ts';
import { Note } from '../../ui/note.tsx';

/** What the YubiKey attests of a key. */
export const ProofNote = ({ proof }: Pick<RequestView, 'proof'>) => {
  const words = proofWords(proof);
  return (
    <Note tone={'proved' in proof ? 'good' : 'warn'}>
      <b>{words.title}</b>
      <p data-matters>{words.text}</p>
    </Note>
  );
};
