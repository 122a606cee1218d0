// The bridge must be there before the window looks for it.
import './gallery.tsx';
import '../../src-renderer/index.tsx';
