import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './styles/base.css';
import './styles/header.css';
import './styles/roles.css';
import './styles/sheet.css';
import './styles/screens.css';
import { browserSurroundings, createSnapshotStore } from './use-snapshot.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App bridge={window.roletap} store={createSnapshotStore(window.roletap, browserSurroundings)} />);
