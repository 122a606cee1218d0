import { type DragEvent, useState } from 'react';

/** What takes a file that is dropped on it: the attributes of its element. `data-over` says that one is held above it. */
export interface FileDrop {
  readonly 'data-over': boolean;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: () => void;
  readonly onDrop: (event: DragEvent) => void;
}

/** Whoever takes one file takes the first of several that are dropped at once. */
export const useFileDrop = (onFile: (file: File, ...more: readonly File[]) => void): FileDrop => {
  const [isOver, setOver] = useState(false);
  return {
    'data-over': isOver,
    onDragOver: (event) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event) => {
      event.preventDefault();
      setOver(false);
      const [file, ...more] = event.dataTransfer.files;
      if (file) onFile(file, ...more);
    },
  };
};
