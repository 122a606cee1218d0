import { describe, expect, it } from 'vitest';
import { whyWrongTeam } from '../../../../src-main/terminal/options/team-rules.ts';

describe('an empty option of team', () => {
  it.each([
    [['rescue', 'kim'], { device: '', yes: true }, 'team rescue --device'],
    [['role', 'Deploy'], { policies: '' }, 'team role --policies'],
    [['add', 'kim'], { group: '' }, 'team add --group'],
    [['enforce'], { account: true, except: '' }, 'team enforce --except'],
    [[], { source: '' }, 'team --source'],
  ])('is refused, and not taken for one that isn’t there: %j %j', (words, values, said) => {
    expect(whyWrongTeam(words, values)).toContain(said);
  });
});
