import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askDisk, diskMillis, onDiskAnswer, SilentDisk } from '../../../src-main/base/disk.adapter.ts';

/** A call that comes back when it is told to. */
const createCall = () => {
  let answer: (value: string) => void = () => {};
  const coming = new Promise<string>((resolve) => {
    answer = resolve;
  });
  const call = vi.fn(() => coming);
  return { call, answer };
};

const silent = (path: string) => ({ code: 'ETIMEDOUT', path });

describe('a disk that is asked', () => {
  const open: (() => void)[] = [];
  const ask = (path: string, onLate?: (answer: string) => void) => {
    const { call, answer } = createCall();
    open.push(() => answer('at the end'));
    const asked = askDisk(path, call, onLate);
    asked.catch(() => {});
    return { asked, call, answer };
  };
  const pass = (millis: number) => vi.advanceTimersByTimeAsync(millis);

  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(async () => {
    for (const end of open.splice(0)) end();
    await pass(0);
    vi.useRealTimers();
  });

  it('gives what it says, also when that is no', async () => {
    const { asked, answer } = ask('/a');
    answer('text');
    expect(await asked).toBe('text');
    await expect(askDisk('/a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is waited for for five seconds, and then not asked again until it answers', async () => {
    const first = ask('/dead/config');
    await pass(diskMillis - 1);
    const second = ask('/dead/config');
    await pass(1);
    await expect(first.asked).rejects.toMatchObject(silent('/dead/config'));
    await expect(second.asked).rejects.toBeInstanceOf(SilentDisk);
    for (const path of ['/dead/config', '/dead/.config.roletap-lock', '/dead/config/in-it'])
      await expect(ask(path).asked).rejects.toMatchObject(silent(path));
    expect(second.call).not.toHaveBeenCalled();
    const other = ask('/dead/credentials');
    other.answer('a link to another disk');
    expect(await other.asked).toBe('a link to another disk');
    first.answer('late');
    await pass(0);
    const again = ask('/dead/config');
    again.answer('back');
    expect(await again.asked).toBe('back');
  });

  it('is asked one thing about a path at a time', async () => {
    const first = ask('/a');
    const second = ask('/a');
    await pass(0);
    expect(second.call).not.toHaveBeenCalled();
    first.answer('1');
    second.answer('2');
    expect([await first.asked, await second.asked]).toEqual(['1', '2']);
  });

  it('never has the last of the four threads', async () => {
    const dead = ['/1', '/2', '/3'].map((path) => ask(path));
    const fourth = ask('/4');
    await pass(diskMillis - 1);
    expect(fourth.call).not.toHaveBeenCalled();
    await pass(1);
    await expect(fourth.asked).rejects.toBeInstanceOf(SilentDisk);
    dead[0]?.answer('back');
    await pass(0);
    const fifth = ask('/4');
    fifth.answer('alive');
    expect(await fifth.asked).toBe('alive');
  });

  it('has its late answer handed on, and that it answers again is told', async () => {
    const late: string[] = [];
    const told = vi.fn();
    const stop = onDiskAnswer(told);
    const { asked, answer } = ask('/a', (value) => late.push(value));
    await pass(diskMillis);
    await expect(asked).rejects.toBeInstanceOf(SilentDisk);
    answer('a handle');
    await pass(0);
    expect([late, told.mock.calls.length]).toEqual([['a handle'], 1]);
    const soon = ask('/a');
    soon.answer('in time');
    await soon.asked;
    stop();
    expect([late, told.mock.calls.length]).toEqual([['a handle'], 1]);
  });

  it('has its time anew after the process stood still', async () => {
    const { asked, answer } = ask('/a');
    const now = vi.spyOn(process, 'uptime').mockReturnValue(process.uptime() + 3_600);
    await pass(diskMillis);
    now.mockRestore();
    answer('read while it was away');
    expect(await asked).toBe('read while it was away');
  });
});
