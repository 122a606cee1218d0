import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { FileFlaw } from '../../../src-main/contract/problems/files.ts';
import { allFlaws, flawWords } from '../../../src-main/words/problems/file-flaws.ts';
import { claims } from '../../support/readers/claims.ts';
import { judge } from '../../support/readers/readers.ts';
import { compareReaders, readers } from '../../support/readers/run.ts';

/** Our reader of the two files beside the one of the installed `aws`, the one of the SDK for JavaScript, and the rules of the one for Go. */

it('reads pairs of files made at random as the others do, or says who does not', async () => {
  const { clean, differ, unsaid } = await compareReaders(400, 1);
  expect(unsaid).toEqual([]);
  expect(clean).toBeGreaterThan(300);
  for (const reader of readers) expect(differ[reader], reader).toBeGreaterThan(20);
});

type Example = readonly [flaw: FileFlaw, config: string | Buffer, credentials?: string];

/** A file, or a pair, that has this flaw alone and whose values differ as the sentence says. */
const examples: readonly Example[] = [
  ['byte-order-mark', '\ufeff[default]\nregion = x\n'],
  ['stray-byte-order-mark', '[default]\nregion = x\ufeff\n'],
  ['not-utf-8', Buffer.from('[default]\noutput = json\n# caf\xe9\n', 'latin1')],
  ['carriage-return', '[default]\nregion = x\routput = json\n'],
  ['odd-blank', '[default]\nregion = x\u0085\n'],
  ['odd-blank', '[default]\ns3 =\n  max = 1\u2028min = 2\n'],
  ['duplicate-section', '[default]\nregion = x\n[default]\noutput = json\n'],
  ['duplicate-key', '[default]\nregion = x\nregion = y\n'],
  ['name-twice', '[profile a]\nregion = x\n[profile\ta]\noutput = json\n'],
  ['both-default-sections', '[profile default]\nregion = x\n[default]\nregion = y\n'],
  ['both-default-sections', '[profile default]\n[default]\nregion = y\n'],
  ['services-twice', '[services a]\nsts =\n  endpoint_url = http://x\n[services\ta]\niam =\n  endpoint_url = http://x\n'],
  ['empty-value', '[profile a]\nregion = x\n', '[a]\nregion =\n'],
  ['nested-twice', '[profile a]\ns3 =\n  max = 1\n', '[a]\ns3 =\n  min = 1\n'],
  ['no-equals-sign', '[default]\n  region = x\n  output\n'],
  ['no-name', '[default]\nregion = x\n: y=z\n'],
  ['key-before-section', 'output = json\n[default]\nregion = x\n'],
  ['continuation-without-key', '[default]\n  output\nregion = x\n'],
  ['section-not-closed', '[default]\nregion = x\n[profile a\nregion = y\n'],
  ['section-without-name', '[default]\nregion = x\n[]\nregion = y\n'],
  ['section-with-rest', '[default]\nregion = x\n[profile a]# mine\nregion = y\n'],
  ['section-comment', '[profile a] # [b]\nregion = x\n'],
  ['section-without-profile-prefix', '[a]\nregion = x\n'],
  ['section-name-odd', '[profile "a"]\nregion = x\n'],
  ['section-name-odd', '[profiles a]\nregion = x\n'],
  ['section-name-odd', '[profile a b]\nregion = x\n'],
  ['section-name-odd', '', '[ base ]\nregion = x\n'],
  ['section-proto', '', '[__proto__]\nregion = x\n'],
  ['default-section', '', '[DEFAULT]\noutput = json\n[default]\nregion = x\n'],
  ['indented-section', '[default]\nregion = x\n  [profile a]\noutput = json\n'],
  ['nested-section', '[default]\ns3 =\n  [profile a=b]\nregion = x\n'],
  ['nested-without-equals-sign', '[default]\ns3 =\n  max\n'],
  ['nested-unclear', '[default]\n  s3 =\n  region = x\n'],
  ['indented-key', '[default]\nregion = x\n  output = json\n'],
  ['continued-value', '[default]\nregion = x\n  y\n'],
  ['inline-comment', '[default]\noutput = json # mine\n'],
  ['inline-comment', '[default]\n  region = # mine\n'],
  ['comment-in-key', '[default]\nregion #c = x\n'],
  ['colon-delimiter', '[default]\nregion: x\n'],
  ['upper-case-key', '[default]\nRegion = x\n'],
  ['quoted-value', '[default]\nregion = "x"\n'],
  ['bracket-odd', '[default]\nregion[id] = x\n'],
];

describe('what is said of a line', () => {
  it.each(allFlaws)('is what is: %s', async (flaw) => {
    const sdks = new Set<string>();
    const pairs = examples
      .filter(([other]) => other === flaw)
      .map(([, config, credentials = '']) => ({ config: Buffer.from(config), credentials: Buffer.from(credentials) }));
    expect(pairs).not.toEqual([]);
    // Each pair is judged, and each file of it alone.
    const judged = (await judge(pairs)).filter((_, index) => index % 3 === 0);
    for (const { notes, differs, refusedWrongly } of judged) {
      expect([...new Set(notes.map((note) => note.flaw))]).toEqual([flaw]);
      const isRefused = notes.some(({ refusedByCli }) => refusedByCli);
      expect(refusedWrongly).toBe(false);
      expect(isRefused || differs.aws.length > 0).toBe(flawWords(flaw).awsDiffers);
      expect(flawWords(flaw).readings.includes('refuses the whole file because of this.')).toBe(isRefused);
      for (const sdk of ['javascript', 'go'] as const) if (differs[sdk].length > 0) sdks.add(sdk);
    }
    // Bytes that are no letters are the same to readers that put the same sign in their place.
    if (flaw === 'not-utf-8') return;
    expect([...sdks].filter((sdk) => !claims[flaw].some((claimed) => claimed === sdk))).toEqual([]);
    expect(sdks.size > 0).toBe(claims[flaw].length > 0);
  });
});
