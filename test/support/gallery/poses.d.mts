import type { Page } from 'playwright-core';
import type { AnyScreenName } from './browser.ts';

type Pose = (page: Page) => Promise<unknown>;
export declare const poses: Readonly<Partial<Record<string, Pose>>>;
export declare const extra: Readonly<
  Record<
    string,
    { readonly screen: AnyScreenName; readonly size?: { readonly width: number; readonly height: number }; readonly pose: Pose | undefined }
  >
>;
