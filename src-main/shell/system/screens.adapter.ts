import { desktopCapturer, type NativeImage, screen, systemPreferences } from 'electron';
import type { FrontEnd } from '../../app/front-end.ts';
import type { ScreenPicture } from '../../base/bytes.ts';
import type { Log } from '../../base/log.ts';
import { failed, ok } from '../../contract/result.ts';

/**
 * Looks at all screens once. macOS asks for its permission at the first look and gives it from the next start on; under Wayland the desktop asks each time which
 * screen may be seen. Nothing is written anywhere. The system's own copy of the picture goes when the collector takes it; ours is overwritten.
 */
export const createScreens = (log: Log): FrontEnd['screens'] => {
  const refused = failed({ code: 'screen-unusable', why: 'refused' } as const);
  return async () => {
    if (process.platform === 'darwin' && ['denied', 'restricted'].includes(systemPreferences.getMediaAccessStatus('screen')))
      return refused;
    try {
      const sources = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: largest() });
      const pictures = sources.map(({ thumbnail }) => thumbnail).filter((picture) => !picture.isEmpty());
      // A picture without a screen in it: the person chose none, or the system hides them.
      return pictures.length === 0 ? refused : ok(pictures.map(brightnessOf));
    } catch {
      log.warn('the screens were not seen');
      return failed({ code: 'screen-unusable', why: 'unavailable' });
    }
  };
};

/** In pixels of the largest screen: a picture that is made smaller loses the modules of a code. */
const largest = (): { readonly width: number; readonly height: number } => {
  const sizes = screen.getAllDisplays().map(({ size, scaleFactor }) => [size.width * scaleFactor, size.height * scaleFactor] as const);
  return {
    width: Math.ceil(Math.max(...sizes.map(([width]) => width))),
    height: Math.ceil(Math.max(...sizes.map(([, height]) => height))),
  };
};

/** Of four bytes for each pixel, blue first; Rec. 601. A screen shows nothing through. */
const brightnessOf = (picture: NativeImage): ScreenPicture => {
  const { width, height } = picture.getSize();
  const pixels = picture.toBitmap();
  const luma = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < luma.length; pixel++, at += 4)
    luma[pixel] = ((pixels[at] ?? 0) * 29 + (pixels[at + 1] ?? 0) * 150 + (pixels[at + 2] ?? 0) * 77) >> 8;
  pixels.fill(0);
  return { width, height, luma };
};
