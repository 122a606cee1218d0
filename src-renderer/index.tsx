import './styles/tokens.css';
import './styles/base.css';
import './styles/motion.css';
import { createRoot } from 'react-dom/client';
import { speakFor, speakOf } from '../src-main/words/platform/reader.ts';
import { App } from './popover/popover-app.tsx';
import { browserSurroundings, createSnapshotStore } from './store/use-snapshot.ts';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { WideApp } from './wide-window.tsx';

speakFor(navigator.platform);
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const store = createSnapshotStore(window.roletap, browserSurroundings);
store.subscribe(() => {
  const files = store.snapshot()?.files;
  if (files) speakOf(files);
});
const isWide = new URLSearchParams(location.search).get('view') === 'wide';
createRoot(root).render(
  <ErrorBoundary store={store}>
    {isWide ? <WideApp bridge={window.roletap} store={store} /> : <App bridge={window.roletap} store={store} />}
  </ErrorBoundary>,
);
