import type { FileFlaw } from '../../contract/problems/files.ts';

export interface FlawWords {
  /** A clause without a full stop: what is odd about the line. */
  readonly what: string;
  /** What `aws` makes of it, what the SDKs do and what Roletap does. */
  readonly readings: string;
  /** Whether `aws` takes the line otherwise than Roletap, or the file not at all: a target may then not be what the line says. */
  readonly awsDiffers: boolean;
}

/** `aws` refuses the file. */
const refused = (what: string, then: string): FlawWords => ({
  what,
  readings: `The aws command refuses the whole file because of this. ${then}.`,
  awsDiffers: true,
});
/** `aws` reads it, but not as Roletap does. */
const otherwise = (what: string, readings: string): FlawWords => ({ what, readings: `${readings}.`, awsDiffers: true });
/** Roletap reads it as `aws` does; some SDK does not. */
const alike = (what: string, readings: string): FlawWords => ({ what, readings: `${readings}.`, awsDiffers: false });

const flaws: { readonly [F in FileFlaw]: FlawWords } = {
  'byte-order-mark': refused('the file starts with a byte order mark', 'Some SDKs miss the first section; Roletap skips the mark'),
  'stray-byte-order-mark': alike(
    'this line contains a byte order mark',
    'The aws command and Roletap read it as a letter, some SDKs as a space',
  ),
  'not-utf-8': refused('the file isn’t valid UTF-8', 'Some SDKs and Roletap read what they can'),
  'carriage-return': alike('this line contains a lone carriage return', 'The aws command and Roletap end the line there; SDKs don’t'),
  'odd-blank': alike(
    'this line contains an unusual space character',
    'The aws command and Roletap read it as a space or a line end; some SDKs don’t',
  ),
  'duplicate-section': refused('this section appears twice', 'SDKs and Roletap merge the two'),
  'duplicate-key': refused('this setting appears twice in its section', 'SDKs and Roletap use the later one'),
  'name-twice': otherwise(
    'this profile already has a section, written differently',
    'The aws command uses only the later one; SDKs and Roletap merge the two',
  ),
  'services-twice': alike(
    'these services already have a section, written differently',
    'The aws command and Roletap use only the later one; some SDKs merge the two',
  ),
  'both-default-sections': otherwise(
    'the file has both [default] and [profile default]',
    'The aws command uses the later one; Roletap and SDKs use [profile default], some SDKs only for what it sets',
  ),
  'empty-value': otherwise(
    'this setting is empty, but has a value elsewhere',
    'The aws command and some SDKs read it as empty; other SDKs and Roletap use the value',
  ),
  'nested-twice': alike(
    'this setting has nested lines and appears more than once',
    'The aws command and Roletap use one of them; some SDKs merge their lines',
  ),
  'no-equals-sign': refused('this line has no =', 'Some SDKs add it to the line above if it is indented; Roletap skips it'),
  'no-name': refused('this line has no name', 'Some SDKs read it as a setting anyway; Roletap skips it'),
  'key-before-section': refused('this setting comes before the first section', 'SDKs and Roletap skip it'),
  'continuation-without-key': refused('this indented line belongs to no setting', 'SDKs and Roletap skip it'),
  'section-not-closed': refused(
    'the section name has no closing bracket',
    'Some SDKs add what follows to the section above; Roletap skips it',
  ),
  'section-without-name': refused('the section has no name', 'SDKs and Roletap skip what follows'),
  'section-with-rest': alike(
    'there is text or a comment sign next to the section name',
    'The aws command and Roletap start the section here; some SDKs add what follows to the one above',
  ),
  'section-comment': otherwise(
    'the comment after the section name contains a bracket',
    'The aws command reads the comment as part of the name; SDKs and Roletap don’t',
  ),
  'section-without-profile-prefix': alike(
    'sections in the config file are named [profile NAME], but this one isn’t',
    'No program reads it as a profile',
  ),
  'section-name-odd': alike(
    'programs read this section name differently',
    'Roletap reads it the way the aws command does; some SDKs read another name or skip the section',
  ),
  'section-proto': alike(
    'this section name causes problems',
    'The aws command and Roletap read it; some SDKs skip the section or the whole file',
  ),
  'default-section': otherwise(
    '[DEFAULT] isn’t the same as [default]',
    'The aws command adds its settings to every section, some SDKs read a profile of that name, and Roletap skips it',
  ),
  'indented-section': otherwise(
    'this section name is indented under a setting',
    'The aws command reads it as part of the line above; SDKs and Roletap start a section',
  ),
  'nested-section': alike(
    'a section name is indented under a setting without a value',
    'SDKs start a section here; the aws command and Roletap don’t',
  ),
  'nested-without-equals-sign': refused('this nested line has no =', 'Some SDKs and Roletap skip it'),
  'nested-unclear': alike(
    'this indented line may be nested under another setting',
    'Some SDKs nest it under the last setting without a value; Roletap goes by the indentation',
  ),
  'indented-key': otherwise(
    'this setting is indented under another one',
    'The aws command reads it as part of the value above; most SDKs and Roletap read it as a setting',
  ),
  'continued-value': otherwise(
    'this line is indented under a setting and has no =',
    'The aws command and some SDKs add it to the value above; other SDKs and Roletap skip it',
  ),
  'inline-comment': otherwise(
    'a comment follows the value',
    'The aws command, and some SDKs in indented lines, read it as part of the value; other SDKs and Roletap cut it off',
  ),
  'comment-in-key': alike(
    'a comment sign comes before the =',
    'The aws command and Roletap read it as part of the name; SDKs skip what follows',
  ),
  'colon-delimiter': alike('the setting has a colon instead of =', 'The aws command and Roletap read it; some SDKs don’t'),
  'upper-case-key': alike(
    'the setting’s name has capital letters',
    'The aws command and Roletap ignore the difference; some SDKs don’t recognize it',
  ),
  'quoted-value': alike(
    'the value is in quotes',
    'The aws command and Roletap read the quotes as part of the value; some SDKs remove them',
  ),
  'bracket-odd': alike('the name contains a bracket', 'The aws command and Roletap read it; older Go SDKs refuse the whole file'),
};

/** What is odd about a line, and who makes what of it. */
export const flawWords = (flaw: FileFlaw): FlawWords => flaws[flaw];

/** All that can be odd. */
export const allFlaws = Object.keys(flaws) as readonly FileFlaw[];
