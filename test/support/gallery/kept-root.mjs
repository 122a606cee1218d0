// What the window of the gallery takes for react-dom/client: the same, and each root is kept, so that it can be taken away (drawn-again.ts).
import { createRoot as create } from '../../../node_modules/react-dom/client.js';

export const createRoot = (...words) => {
  const root = create(...words);
  window.keptRoots.push(root);
  return root;
};
