// A piece that cannot be written now, and words in this browser that were never saved: they are shown, to be kept or deleted.
import type { JSONContent } from '@tiptap/core';
import { Local, type Copy } from './local';

async function start(section: HTMLElement): Promise<void> {
  const local = new Local(section.dataset.key ?? '');
  const copy = await local.get();
  if (!copy) return;
  const text = words(copy);
  const [shown, place, status] = ['pre', '[data-at]', '[role=status]'].map((part) => section.querySelector<HTMLElement>(part));
  if (!shown || !place || !status) return;
  shown.textContent = text;
  const at = new Date(copy.at);
  const time = document.createElement('time');
  time.textContent = at.toLocaleString(document.documentElement.lang, { timeZone: section.dataset.zone });
  time.dateTime = at.toISOString();
  place.replaceChildren(time);
  const act = (name: string, does: (button: HTMLElement) => void) => {
    const button = section.querySelector<HTMLElement>(`[data-act=${name}]`);
    button?.addEventListener('click', () => does(button));
  };
  act('copy', (button) => {
    void navigator.clipboard?.writeText(text).then(() => (status.textContent = button.dataset.done ?? ''));
  });
  act('save', () => save(text, title(copy)));
  let sure = false;
  act('discard', (button) => {
    if (!sure) {
      sure = true;
      status.textContent = button.dataset.sure ?? '';
      return;
    }
    void local.drop().then(() => section.remove());
  });
  section.hidden = false;
}

function title(copy: Copy): string {
  const said = copy.fields.title;
  return typeof said === 'string' ? said.trim() : '';
}

/** All of it as plain text: the title, then a paragraph for each block. */
function words(copy: Copy): string {
  const blocks = (copy.content.content ?? []).map(textOf).filter(Boolean);
  return [title(copy), ...blocks].filter(Boolean).join('\n\n');
}

function textOf(node: JSONContent): string {
  if (node.type === 'hardBreak') return '\n';
  if (node.text) return node.text;
  const inside = (node.content ?? []).map(textOf);
  const isInline = node.content?.every((child) => child.text !== undefined || child.type === 'hardBreak');
  return isInline ? inside.join('') : inside.filter(Boolean).join('\n');
}

function save(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = `${name || 'masthead'}.txt`;
  link.click();
  URL.revokeObjectURL(link.href);
}

const section = document.getElementById('unsent');
if (section) void start(section);
