import { describe, expect, it } from 'vitest';
import { hasColours, lookOf, withCommands } from '../../../../src-main/terminal/console/look.ts';

describe('colours', () => {
  it.each([
    ['a terminal', {}, true, true],
    ['a pipe', {}, false, false],
    ['NO_COLOR on a terminal', { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR, which counts as none', { NO_COLOR: '' }, true, true],
    ['a terminal that can’t', { TERM: 'dumb' }, true, false],
    ['CLICOLOR=0', { CLICOLOR: '0' }, true, false],
    ['FORCE_COLOR into a pipe', { FORCE_COLOR: '1' }, false, true],
    ['CLICOLOR_FORCE into a pipe', { CLICOLOR_FORCE: '1' }, false, true],
    ['CLICOLOR_FORCE=0', { CLICOLOR_FORCE: '0' }, false, false],
    ['FORCE_COLOR=0 on a terminal', { FORCE_COLOR: '0' }, true, false],
    ['FORCE_COLOR on a terminal that can’t', { FORCE_COLOR: '1', TERM: 'dumb' }, true, true],
    ['NO_COLOR against FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ] as const)('%s', (_, env, isTerminal, expected) => {
    expect(hasColours(env, isTerminal)).toBe(expected);
  });

  it('are decided for each stream by itself', () => {
    expect(lookOf({}, { isTTY: true, columns: 90 })).toMatchObject({ columns: 90, paint: { isColorSupported: true } });
    expect(lookOf({}, {})).toMatchObject({ columns: undefined, paint: { isColorSupported: false } });
    expect(lookOf({}, { isTTY: true, columns: 0 }).columns).toBeUndefined();
  });

  it('stand for the backticks around what is to be typed', () => {
    expect(withCommands('run `roletap add`.', lookOf({}, {}))).toBe('run `roletap add`.');
    expect(withCommands('run `roletap add`.', lookOf({}, { isTTY: true }))).toBe('run \u001b[36mroletap add\u001b[39m.');
  });
});
