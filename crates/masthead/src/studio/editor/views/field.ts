// A labelled field within a block, bound to one of its attributes.
import type { Editor, NodeViewRendererProps } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Selection, type Transaction } from '@tiptap/pm/state';
import { el, newId } from '../dom';

type Place = NodeViewRendererProps['getPos'];

/** Sets one attribute of the block at `place`, as a step that can be undone. */
export function setAttribute(editor: Editor, place: Place, name: string, value: unknown): void {
  const at = place();
  if (at === undefined || !editor.isEditable) return;
  editor.view.dispatch(editor.state.tr.setNodeAttribute(at, name, value));
}

export interface BoundField { dom: HTMLElement; input: HTMLInputElement; show(node: Node): void }

/** Runs `act` whenever the editor is locked or free again, which changes no block; gives what ends it. */
export function whenLocked(editor: Editor, act: () => void): () => void {
  const heard = ({ transaction }: { transaction: Transaction }) => transaction.getMeta('locked') !== undefined && act();
  editor.on('transaction', heard);
  return () => void editor.off('transaction', heard);
}

/** A one-line field. Enter and Escape lead back into the text after the block. */
export function boundField(name: string, label: string, { editor, getPos, node }: NodeViewRendererProps, extra: Record<string, string> = {}): BoundField {
  const id = newId(name);
  const input = el('input', { id, type: 'text', autocomplete: 'off', ...extra });
  input.addEventListener('input', () => setAttribute(editor, getPos, name, input.value));
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    backToText(editor, getPos);
  });
  const show = (now: Node) => {
    // What is being typed is not written over: the cursor would jump.
    if (input.value !== now.attrs[name]) input.value = now.attrs[name] ?? '';
    input.readOnly = !editor.isEditable;
  };
  show(node);
  return { dom: el('p', { class: `bound bound-${name}` }, el('label', { for: id }, label), input), input, show };
}

/** The cursor goes behind the block. */
export function backToText(editor: Editor, place: Place): void {
  const at = place();
  if (at === undefined) return;
  const size = editor.state.doc.nodeAt(at)?.nodeSize ?? 1;
  const { tr } = editor.state;
  editor.view.focus();
  editor.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(at + size), 1)).scrollIntoView());
}

/** Fields of a block keep their own events; all others are the editor's. */
export const stopsAtFields = (event: Event): boolean => event.target instanceof Element && Boolean(event.target.closest('input, button, label, summary, video, audio'));
