import './styles/base.css';
import './styles/buttons.css';
import './styles/popup.css';
import './styles/ring.css';
import './styles/header.css';
import './styles/notes.css';
import './styles/strips.css';
import './styles/roles.css';
import './styles/role-extras.css';
import './styles/sheet.css';
import './styles/questions.css';
import './styles/screens.css';
import './styles/wizard.css';
import './styles/wide.css';
import './styles/wizard-choices.css';
import './styles/wizard-fields.css';
import './styles/cells.css';
import './styles/settings.css';
import './styles/pages.css';
import './styles/small.css';
import './styles/wishes.css';
import { createRoot } from 'react-dom/client';
import { App } from './popover/popover-app.tsx';
import { browserSurroundings, createSnapshotStore } from './store/use-snapshot.ts';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { WideApp } from './wide-window.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const store = createSnapshotStore(window.roletap, browserSurroundings);
const isWide = new URLSearchParams(location.search).get('view') === 'wide';
createRoot(root).render(
  <ErrorBoundary store={store}>
    {isWide ? <WideApp bridge={window.roletap} store={store} /> : <App bridge={window.roletap} store={store} />}
  </ErrorBoundary>,
);
