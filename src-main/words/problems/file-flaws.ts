import type { FileFlaw } from '../../contract/problems.ts';

const flaws: { readonly [F in FileFlaw]: string } = {
  'byte-order-mark': 'the file starts with a byte order mark, so aws does not see its first section',
  'not-utf-8': 'it is not written in UTF-8',
  'duplicate-section': 'this section is there twice',
  'duplicate-key': 'this setting is there twice in its section',
  'no-equals-sign': 'there is no = in this line',
  'key-before-section': 'this setting stands before the first section',
  'section-not-closed': 'the section name has no closing bracket',
  'continuation-without-key': 'this indented line continues no setting',
  'nested-without-equals-sign': 'there is no = in this nested line',
  'inline-comment': 'the comment in this line is read as part of the value by some programs',
  'colon-delimiter': 'the setting is written with a colon in place of =',
  'upper-case-key': 'the name has capital letters, which some programs tell apart',
  'indented-key': 'the line is indented, so some programs add it to the line above',
  'carriage-return': 'a lone carriage return ends the line for aws but not for other programs',
  'default-section': '[DEFAULT] is not [default]: programs disagree about it',
  'section-without-profile-prefix': 'a section in the config file is called [profile NAME]; this one lacks the word profile',
  'section-name-odd': 'the section name has characters that programs read differently',
  'both-default-sections': 'both [default] and [profile default] are there; one of them is ignored',
};

/** A clause without a full stop: what is odd about the line. */
export const flawWords = (flaw: FileFlaw): string => flaws[flaw];
