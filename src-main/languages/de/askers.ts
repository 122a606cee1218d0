import type { Asker, AskingProgram } from '../../contract/values.ts';
import { type AskerPiece, shortened, wordsOf } from '../../words/askers.ts';

export { shortened, wordsOf };

/** Who asks for a session, as a sentence names them. Pure; never the whole command line of a program, which may hold a secret. */

/** `terraform (pid 4121)`; a name that the system could not confirm says so: `terraform (pid 4121, unbestätigt)`. */
export const programWords = (program: AskingProgram): string => `${shortened(program.name)} ${processWords(program)}`;

/** Where only an administrator puts programs, so that a name from there can be believed. */
const systemFolder = /^\/(?:usr\/(?:local\/)?)?s?bin\/[^/]+$/;

/** What else the system knows of the program: the interpreter of a script, and where a program lies that did not come with the system. */
const executableWords = ({ name, executable }: Pick<AskingProgram, 'name' | 'executable'>): string => {
  if (executable === undefined) return '';
  const program = executable.slice(executable.lastIndexOf('/') + 1);
  const shown = shortened(systemFolder.test(executable) ? program : executable);
  if (program !== name) return `, ausgeführt von ${shown}`;
  return shown === shortened(name) ? '' : ` aus ${shown}`;
};

/** The part behind the name: `(pid 4121)`, `(pid 4121), ausgeführt von python3.11`, `(pid 4121) aus /home/jane/terraform`. */
export const processWords = (program: Omit<AskingProgram, 'kind' | 'folder'>): string =>
  `(pid ${program.pid}${program.sure ? '' : ', unbestätigt'})${executableWords(program)}`;

/** `terraform (pid 4121) in ~/infra`. */
export const programAndFolder = (program: AskingProgram): string => wordsOf(programPieces(program));

/** The same piece by piece, of which the window marks the name and the folder. */
export const programPieces = (program: AskingProgram): readonly AskerPiece[] => [
  { kind: 'name', text: shortened(program.name) },
  { kind: 'process', text: ` ${processWords(program)}` },
  ...(program.folder === undefined
    ? []
    : ([
        { kind: 'text', text: ' in ' },
        { kind: 'folder', text: shortened(program.folder) },
      ] as const)),
];

/** Who asks, for what, and in which account: `terraform (pid 4121) in ~/infra bittet um prod-admin in acme-prod`. Without a full stop. */
export const askingPieces = (program: AskingProgram, subject: string, place?: string): readonly AskerPiece[] => [
  ...programPieces(program),
  { kind: 'text', text: ' bittet um ' },
  { kind: 'subject', text: subject },
  ...(place === undefined ? [] : [{ kind: 'text', text: ` in ${place}` } as const]),
];

/** The same as one text. */
export const askingWords = (program: AskingProgram, subject: string): string => wordsOf(askingPieces(program, subject));

/** How a session came to be, for a line of the history: `angefordert von terraform (pid 4121)`, `in Roletap geöffnet`, `automatisch erneuert`. */
export const askedByWords = (asker: Asker): string => {
  switch (asker.kind) {
    case 'program':
      return `angefordert von ${programWords(asker)}`;
    case 'person':
      return asker.front === 'tray' ? 'in Roletap geöffnet' : 'in einem Terminal geöffnet';
    case 'renewal':
      return 'automatisch erneuert';
  }
};

/** Who asks, as the subject of a sentence: `terraform (pid 4711) in ~/infra`, `Jemand in Roletap`, `Roletap`. Always one, for the verb. */
export const askerWords = (asker: Asker): string => {
  switch (asker.kind) {
    case 'program':
      return programAndFolder(asker);
    case 'person':
      return asker.front === 'terminal' ? 'Ihr Terminal' : 'Jemand in Roletap';
    case 'renewal':
      return 'Roletap';
  }
};

/** `und 3 weitere`; empty when there is nobody else. */
export const othersWords = (count: number): string => (count <= 0 ? '' : `und ${count} ${count === 1 ? 'weiteres' : 'weitere'}`);
