import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listing } from '../../support/words/listing.ts';
import { rooms, withoutSentences } from '../../support/words/sentences.ts';

const lines = listing(rooms).split('\n');

describe('the listing of all sentences', () => {
  it('has every file of words', () => {
    const files = readdirSync('src-main/words', { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
    expect([...Object.keys(rooms), ...withoutSentences].sort()).toEqual(files.filter((path) => path.endsWith('.ts')).sort());
  });

  it.each(Object.entries(rooms))('%s says something by each of its words', (_, { words, examples }) => {
    const told = listing({ room: { words, examples } });
    // An order tells nothing by itself.
    for (const name of Object.keys(words)) if (name !== 'compare') expect(told).toMatch(new RegExp(`\\n {2}${name}(\\.\\w+)?\\n`));
  });

  it('quotes nothing empty, and ends no question with a full stop', () =>
    expect(lines.filter((line) => /“”|""|``|\?\./.test(line))).toEqual([]));

  it('leaves no hole where a fact belongs', () =>
    expect(lines.filter((line) => /undefined|NaN|\[object|null| {2}\S+.* {2}/.test(line.replace(/^ +(- )?/, '')))).toEqual([]));
});
