import { expect, it } from 'vitest';
import { sessionNote } from '../../../../src-main/serve/launcher/session-note.adapter.ts';

it('notes of each session its end in seconds, its target and its profile, and leaves out names that would move a cursor', () => {
  expect(
    sessionNote([
      { target: 'prod-tap', profile: 'prod', expires: 1_800_000_000_999 },
      { target: 'left-by-another-run', expires: 1_800_000_060_000 },
      { target: 'odd-tap', profile: 'a\u001b[2J', expires: 1_800_000_000_000 },
      { target: 'tab-tap', profile: 'a\tb', expires: 1_800_000_000_000 },
    ]),
  ).toBe('1800000000\tprod-tap\tprod\n1800000060\tleft-by-another-run\tleft-by-another-run\n');
  expect(sessionNote([])).toBe('');
});
