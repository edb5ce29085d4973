// The signs on buttons, drawn on a field of 24 × 24 with one line.

const PATHS: Record<string, string> = {
  strong: 'M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z',
  emphasis: 'M10 5h7M7 19h7M14 5l-4 14',
  strike: 'M4 12h16M16.5 8c0-2-2-3-4.5-3S7.5 6 7.5 8c0 1.6 1 2.6 3 3.2M7.5 16c0 2 2 3 4.5 3s4.5-1 4.5-3c0-.8-.2-1.5-.6-2',
  code: 'M9 7l-5 5 5 5M15 7l5 5-5 5',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.5 1.5M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.5-1.5',
  h2: 'M4 6v12M12 6v12M4 12h8M16 10.5a2.2 2.2 0 0 1 4.4 0c0 2-4.4 4-4.4 7.5h4.6',
  h3: 'M4 6v12M12 6v12M4 12h8M16 9h4l-2.4 3.6a2.7 2.7 0 1 1-1.9 4.4',
  h4: 'M4 6v12M12 6v12M4 12h8M19.5 18V9L16 15h5',
  bullets: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  numbers: 'M10 6h10M10 12h10M10 18h10M4 5l1.5-1v5M4 14a1.3 1.3 0 1 1 2.3.8L4 18h2.6',
  quote: 'M10 7H5v5h4c0 3-1.5 4.5-4 5M20 7h-5v5h4c0 3-1.5 4.5-4 5',
  codeBlock: 'M4 4h16v16H4zM10 9l-3 3 3 3M14 9l3 3-3 3',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M12 5v14',
  divider: 'M3 12h18M8 6h8M8 18h8',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 16M15.5 9h.01',
  film: 'M4 5h16v14H4zM10 9v6l5-3z',
  undo: 'M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4',
  redo: 'M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h4',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  crop: 'M7 2v15h15M2 7h15v15',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  remove: 'M6 6l12 12M18 6L6 18',
};

export function icon(name: string): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
