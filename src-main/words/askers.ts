import type { Asker, AskingProgram } from '../contract/values.ts';

/** So many letters of a name or a path are shown. */
const longest = 120;

/** Who asks for a session, as a sentence names them. Pure; never the whole command line of a program, which may hold a secret. */

/** A path or a name as far as a line has room for it: its begin and its end. What a program chose for its length pushes no button out of sight. */
export const shortened = (text: string): string => {
  const letters = [...text];
  return letters.length <= longest ? text : `${letters.slice(0, longest / 4).join('')}…${letters.slice(1 - (longest * 3) / 4).join('')}`;
};

/** A piece of a sentence about who asks, by what it names. */
export interface AskerPiece {
  readonly kind: 'name' | 'process' | 'folder' | 'subject' | 'text';
  readonly text: string;
}

/** The sentence that the pieces make. */
export const wordsOf = (pieces: readonly AskerPiece[]): string => pieces.map(({ text }) => text).join('');

/** `terraform (pid 4121)`; a name that the system could not confirm says so: `terraform (pid 4121, unverified)`. */
export const programWords = (program: AskingProgram): string => `${shortened(program.name)} ${processWords(program)}`;

/** Where only an administrator puts programs, so that a name from there can be believed. */
const systemFolder = /^\/(?:usr\/(?:local\/)?)?s?bin\/[^/]+$/;

/** What else the system knows of the program: the interpreter of a script, and where a program lies that did not come with the system. */
const executableWords = ({ name, executable }: Pick<AskingProgram, 'name' | 'executable'>): string => {
  if (executable === undefined) return '';
  const program = executable.slice(executable.lastIndexOf('/') + 1);
  const shown = shortened(systemFolder.test(executable) ? program : executable);
  if (program !== name) return ` run by ${shown}`;
  return shown === shortened(name) ? '' : ` at ${shown}`;
};

/** The part behind the name: `(pid 4121)`, `(pid 4121) run by python3.11`, `(pid 4121) at /home/jane/terraform`. */
export const processWords = (program: Omit<AskingProgram, 'kind' | 'folder'>): string =>
  `(pid ${program.pid}${program.sure ? '' : ', unverified'})${executableWords(program)}`;

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

/** Who asks, for what, and in which account: `terraform (pid 4121) in ~/infra asks for prod-admin in acme-prod`. Without a full stop. */
export const askingPieces = (program: AskingProgram, subject: string, place?: string): readonly AskerPiece[] => [
  ...programPieces(program),
  { kind: 'text', text: ' asks for ' },
  { kind: 'subject', text: subject },
  ...(place === undefined ? [] : [{ kind: 'text', text: ` in ${place}` } as const]),
];

/** The same as one text. */
export const askingWords = (program: AskingProgram, subject: string): string => wordsOf(askingPieces(program, subject));

/** How a session came to be, for a line of the history: `requested by terraform (pid 4121)`, `opened in Roletap`, `renewed automatically`. */
export const askedByWords = (asker: Asker): string => {
  switch (asker.kind) {
    case 'program':
      return `requested by ${programWords(asker)}`;
    case 'person':
      return asker.front === 'tray' ? 'opened in Roletap' : 'opened in a terminal';
    case 'renewal':
      return 'renewed automatically';
  }
};

/** Who asks, as the subject of a sentence: `terraform (pid 4711) in ~/infra`, `You`, `Your terminal`, `Roletap`. */
export const askerWords = (asker: Asker): string => {
  switch (asker.kind) {
    case 'program':
      return programAndFolder(asker);
    case 'person':
      return asker.front === 'terminal' ? 'Your terminal' : 'You';
    case 'renewal':
      return 'Roletap';
  }
};

/** `and 3 more`; empty when there is nobody else. */
export const othersWords = (count: number): string => (count <= 0 ? '' : `and ${count} more`);
