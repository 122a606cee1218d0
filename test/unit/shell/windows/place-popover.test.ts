import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placePopover, type Rectangle } from '../../../../src-main/shell/windows/place-popover.ts';

const size = { width: 392, height: 600 };
const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const nowhere = { x: 0, y: 0, width: 0, height: 0 };
const place = (platform: string, icon: Rectangle, workArea: Rectangle, bounds: Rectangle = screen) =>
  placePopover({ platform, icon, display: { bounds, workArea }, size });

describe('the place of the popover', () => {
  it('is under the icon of the menu bar on macOS, moved in at the edge', () => {
    const workArea = { x: 0, y: 25, width: 1920, height: 1055 };
    expect(place('darwin', { x: 1000, y: 0, width: 24, height: 25 }, workArea)).toEqual({ x: 816, y: 25 });
    expect(place('darwin', { x: 1890, y: 0, width: 24, height: 25 }, workArea)).toEqual({ x: 1920 - 392 - 8, y: 25 });
  });

  it('is beside the taskbar on Windows, wherever that is', () => {
    const icon = (x: number, y: number) => ({ x, y, width: 24, height: 40 });
    expect(place('win32', icon(1600, 1040), { ...screen, height: 1040 })).toEqual({ x: 1416, y: 432 });
    expect(place('win32', icon(1600, 0), { ...screen, y: 40, height: 1040 })).toEqual({ x: 1416, y: 48 });
    expect(place('win32', icon(1880, 900), { ...screen, width: 1860 })).toEqual({ x: 1860 - 392 - 8, y: 472 });
    expect(place('win32', icon(10, 500), { ...screen, x: 60, width: 1860 })).toEqual({ x: 68, y: 220 });
  });

  it('is the corner at the panel on Linux, where the icon has no place', () => {
    expect(place('linux', nowhere, { ...screen, y: 30, height: 1050 })).toEqual({ x: 1520, y: 38 });
    expect(place('linux', nowhere, { ...screen, height: 1040 })).toEqual({ x: 1520, y: 432 });
    expect(place('linux', nowhere, { ...screen, x: 60, width: 1860 })).toEqual({ x: 68, y: 8 });
    expect(place('linux', nowhere, screen)).toEqual({ x: 1520, y: 8 });
  });

  it('starts at the top left of a work area that is too small', () => {
    expect(place('linux', nowhere, { x: 100, y: 50, width: 300, height: 400 })).toEqual({ x: 108, y: 58 });
  });

  it('is always inside the work area, on any display', () => {
    const coordinate = fc.integer({ min: -4000, max: 4000 });
    const length = fc.integer({ min: 700, max: 4000 });
    const panel = fc.integer({ min: 0, max: 90 });
    fc.assert(
      fc.property(
        fc.constantFrom('darwin', 'win32', 'linux'),
        fc.record({ x: coordinate, y: coordinate, width: length, height: length }),
        fc.tuple(panel, panel, panel, panel),
        fc.record({ x: coordinate, y: coordinate, width: panel, height: panel }),
        (platform, bounds, [top, right, bottom, left], icon) => {
          const workArea = {
            x: bounds.x + left,
            y: bounds.y + top,
            width: Math.max(bounds.width - left - right, size.width + 16),
            height: Math.max(bounds.height - top - bottom, size.height + 16),
          };
          const { x, y } = place(platform, icon, workArea, bounds);
          expect(x).toBeGreaterThanOrEqual(workArea.x);
          expect(y).toBeGreaterThanOrEqual(workArea.y);
          expect(x + size.width).toBeLessThanOrEqual(workArea.x + workArea.width);
          expect(y + size.height).toBeLessThanOrEqual(workArea.y + workArea.height);
        },
      ),
    );
  });
});
