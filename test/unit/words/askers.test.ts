import { describe, expect, it } from 'vitest';
import { programAndFolder, shortened } from '../../../src-main/words/askers.ts';

describe('a name or a place that is very long', () => {
  it('is shown by its begin and its end, and says that something is missing', () => {
    const folder = `/home/jane/${'a'.repeat(4000)}/infra`;
    expect(shortened(folder)).toMatch(/^\/home\/jane\/a+…a+\/infra$/);
    expect([...shortened(folder)]).toHaveLength(120);
    expect(shortened('/home/jane/infra')).toBe('/home/jane/infra');
    const program = { kind: 'program', name: 'x'.repeat(255), pid: 7, executable: `/tmp/${'x'.repeat(255)}`, folder, sure: true } as const;
    expect(programAndFolder(program).length).toBeLessThan(400);
  });
});
