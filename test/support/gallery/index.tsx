/// <reference path="../../../src-renderer/css.d.ts" />
// The bridge must be there before the window looks for it.
import './gallery.tsx';
import '../../../src-renderer/index.tsx';
