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
  readings: `The aws command refuses the whole file because of it. ${then}.`,
  awsDiffers: true,
});
/** `aws` reads it, but not as Roletap does. */
const otherwise = (what: string, readings: string): FlawWords => ({ what, readings: `${readings}.`, awsDiffers: true });
/** Roletap reads it as `aws` does; some SDK does not. */
const alike = (what: string, readings: string): FlawWords => ({ what, readings: `${readings}.`, awsDiffers: false });

const flaws: { readonly [F in FileFlaw]: FlawWords } = {
  'byte-order-mark': refused('the file starts with a byte order mark', 'Some SDKs miss its first section, Roletap reads past the mark'),
  'stray-byte-order-mark': alike(
    'there is a byte order mark in this line',
    'The aws command and Roletap take it for a letter, some SDKs for a blank',
  ),
  'not-utf-8': refused('it is not written in UTF-8', 'Some SDKs and Roletap read what they can of it'),
  'carriage-return': alike(
    'there is a lone carriage return in this line',
    'The aws command and Roletap end the line at it, the SDKs do not',
  ),
  'odd-blank': alike(
    'there is a blank in this line that is neither a space nor a tab',
    'The aws command and Roletap take it for a blank or the end of a line, some SDKs do not',
  ),
  'duplicate-section': refused('this section is there twice', 'The SDKs and Roletap join the two'),
  'duplicate-key': refused('this setting is there twice in its section', 'The SDKs and Roletap take the later one'),
  'name-twice': otherwise(
    'there is a section of this profile already, written in another way',
    'The aws command takes the later one only; the SDKs and Roletap join the two',
  ),
  'services-twice': alike(
    'there is a section of these services already, written in another way',
    'The aws command and Roletap take the later one only, some SDKs join the two',
  ),
  'both-default-sections': otherwise(
    '[default] and [profile default] are both there',
    'The aws command takes the later of the two; Roletap and the SDKs take [profile default], some SDKs only where it says something',
  ),
  'empty-value': otherwise(
    'this setting is empty, and has a value in another place',
    'The aws command and some SDKs take it as empty; other SDKs and Roletap take the value',
  ),
  'nested-twice': alike(
    'this setting has nested lines and is there more than once',
    'The aws command and Roletap take one of them whole, some SDKs join their lines',
  ),
  'no-equals-sign': refused('there is no = in this line', 'Some SDKs add it to the line above where it is indented, Roletap leaves it out'),
  'no-name': refused('there is no name in this line', 'Some SDKs take it for a setting all the same, Roletap leaves it out'),
  'key-before-section': refused('this setting stands before the first section', 'The SDKs and Roletap leave it out'),
  'continuation-without-key': refused('this indented line continues no setting', 'The SDKs and Roletap leave it out'),
  'section-not-closed': refused(
    'the section name has no closing bracket',
    'Some SDKs add what follows to the section above, Roletap leaves it out',
  ),
  'section-without-name': refused('the section has no name', 'The SDKs and Roletap leave out what follows'),
  'section-with-rest': alike(
    'there is text or a comment sign beside the section name',
    'The aws command and Roletap start the section here, some SDKs add what follows to the one above',
  ),
  'section-comment': otherwise(
    'the comment behind the section name has a bracket in it',
    'The aws command takes the comment for part of the name; the SDKs and Roletap do not',
  ),
  'section-without-profile-prefix': alike(
    'a section in the config file is called [profile NAME], and this one is not',
    'No program reads it as a profile, nor does Roletap',
  ),
  'section-name-odd': alike(
    'the section name is written in a way that programs read differently',
    'Roletap reads it as the aws command does; some SDKs read another name or leave the section out',
  ),
  'section-proto': alike(
    'no section should have this name',
    'The aws command and Roletap read it; some SDKs leave out the section, or the whole file',
  ),
  'default-section': otherwise(
    '[DEFAULT] is not [default]',
    'The aws command adds its settings to every section, some SDKs take it for a profile of that name, Roletap leaves it out',
  ),
  'indented-section': otherwise(
    'this section name is indented under a setting',
    'The aws command takes it for more of the line above, so that no section starts; the SDKs and Roletap start one',
  ),
  'nested-section': alike(
    'a section name is indented under a setting without a value',
    'The SDKs start a section here; the aws command and Roletap do not',
  ),
  'nested-without-equals-sign': refused('there is no = in this nested line', 'Some SDKs and Roletap leave it out'),
  'nested-unclear': alike(
    'this indented line may be nested under another setting',
    'Some SDKs nest it under the last setting without a value; Roletap goes by how far the lines are indented',
  ),
  'indented-key': otherwise(
    'this setting is indented under another one',
    'The aws command takes it for more of the value above; most SDKs and Roletap read it as a setting',
  ),
  'continued-value': otherwise(
    'this line is indented under a setting and has no = in it',
    'The aws command and some SDKs add it to the value above; other SDKs and Roletap leave it out',
  ),
  'inline-comment': otherwise(
    'there is a comment behind the value',
    'The aws command takes it for part of the value, and so do some SDKs in an indented line; other SDKs and Roletap cut it off',
  ),
  'comment-in-key': alike(
    'there is a comment sign before the =',
    'The aws command and Roletap take it for part of the name; the SDKs leave out what is behind it',
  ),
  'colon-delimiter': alike('the setting is written with a colon in place of =', 'The aws command and Roletap read it, some SDKs do not'),
  'upper-case-key': alike(
    'the name of the setting has capital letters',
    'The aws command and Roletap read it as if it had none, some SDKs do not know it then',
  ),
  'quoted-value': alike(
    'the value is in quotes',
    'The aws command and Roletap take the quotes for part of the value, some SDKs take them away',
  ),
  'bracket-odd': alike(
    'there is a bracket in the name',
    'The aws command and Roletap read it; older SDKs for Go refuse the whole file because of it',
  ),
};

/** What is odd about a line, and who makes what of it. */
export const flawWords = (flaw: FileFlaw): FlawWords => flaws[flaw];

/** All that can be odd. */
export const allFlaws = Object.keys(flaws) as readonly FileFlaw[];
