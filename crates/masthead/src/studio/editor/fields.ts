// The ordinary fields of the form: reading them, filling them, and what is left of their length.
import type { Fields } from './document';
import { el, newId } from './dom';
import { say } from './words';

const NOT_OURS = new Set(['account', 'act', 'body', 'document', 'version']);
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Every named field. A box that is off is absent; where several boxes share a name, their values are a list. */
export function readFields(form: HTMLFormElement): Fields {
  const fields: Fields = {};
  for (const [name, controls] of byName(form)) {
    const values = controls.flatMap(valuesOf);
    const several = controls.some((control) => (control as HTMLSelectElement).multiple) || (controls.length > 1 && controls[0].type !== 'radio');
    if (values.length > 0) fields[name] = several ? values : values[0];
  }
  return fields;
}

/** Fills the form; a field that is not named is emptied or off. */
export function writeFields(form: HTMLFormElement, fields: Fields): void {
  for (const [name, controls] of byName(form)) {
    const values = ([] as string[]).concat(fields[name] ?? []);
    controls.forEach((control, at) => {
      if (control instanceof HTMLInputElement && isBox(control)) control.checked = values.includes(control.value);
      else if (control instanceof HTMLSelectElement && control.multiple) for (const option of control.options) option.selected = values.includes(option.value);
      else control.value = values[at] ?? '';
      control.dispatchEvent(new Event('masthead:filled', { bubbles: true }));
    });
  }
}

/** The name of a field as its label says it; none for one that nobody sees. */
export function labelOf(form: HTMLFormElement, name: string): string | undefined {
  const control = byName(form).get(name)?.[0];
  const group = control && isBox(control) ? control.closest('fieldset')?.querySelector('legend') : undefined;
  return (group ?? control?.labels?.[0])?.textContent?.trim() || undefined;
}

/** What a field's value looks like to a reader: the words of a choice, not its number. */
export function shownValue(form: HTMLFormElement, name: string, value: string | string[] | undefined): string {
  const controls = byName(form).get(name) ?? [];
  const word = (one: string) => {
    const select = controls[0];
    // A picture's name says nothing to anybody.
    if (/^[0-9a-f]{64}$/.test(one)) return say('editor-picture');
    if (select instanceof HTMLSelectElement) return [...select.options].find((option) => option.value === one)?.text ?? one;
    const box = controls.find((control) => isBox(control) && control.value === one);
    return box?.labels?.[0]?.textContent?.trim() ?? one;
  };
  return ([] as string[]).concat(value ?? []).map(word).join(say('editor-comma')) || say('editor-empty');
}

/** The form's fields become readable only, or writable again. */
export function lockFields(form: HTMLFormElement, locked: boolean): void {
  for (const control of [...byName(form).values()].flat()) {
    const way = control instanceof HTMLSelectElement || isBox(control) ? 'disabled' : 'readOnly';
    lockOne(control as HTMLInputElement, way, locked);
  }
  form.querySelectorAll<HTMLButtonElement>('button[name=act]').forEach((act) => lockOne(act, 'disabled', locked));
}

/** What the server locked stays locked. */
function lockOne<K extends string>(control: HTMLElement & Record<K, boolean>, way: K, locked: boolean): void {
  if (locked === (control.dataset.held === 'true') || (locked && control[way])) return;
  Object.assign(control, { [way]: locked });
  control.dataset.held = String(locked);
}

/** Beside a field with a limit: how many characters are left, once they get few. */
export function countDown(form: HTMLFormElement, limits: Record<string, number>): void {
  for (const control of [...byName(form).values()].flat()) {
    const most = limits[control.name] ?? (control as HTMLInputElement).maxLength;
    if (control instanceof HTMLSelectElement || isBox(control) || !(most > 0)) continue;
    const left = el('p', { class: 'left', id: newId('left'), hidden: true });
    control.after(left);
    control.setAttribute('aria-describedby', `${control.getAttribute('aria-describedby') ?? ''} ${left.id}`.trim());
    const show = () => {
      const room = most - [...control.value].length;
      left.hidden = room > Math.max(20, most / 5);
      left.classList.toggle('left-over', room < 0);
      if (!left.hidden) left.textContent = say(room < 0 ? 'editor-over' : 'editor-left', { count: Math.abs(room) });
    };
    control.addEventListener('input', show);
    control.addEventListener('masthead:filled', show);
    show();
  }
}

const isBox = (control: Control): control is HTMLInputElement => control.type === 'checkbox' || control.type === 'radio';

function valuesOf(control: Control): string[] {
  if (control instanceof HTMLSelectElement) return [...control.selectedOptions].map((option) => option.value);
  if (isBox(control)) return control.checked ? [control.value] : [];
  return [control.value];
}

function byName(form: HTMLFormElement): Map<string, Control[]> {
  const found = new Map<string, Control[]>();
  for (const each of form.elements) {
    const control = each as Control;
    if (!each.matches('input, select, textarea') || !control.name || NOT_OURS.has(control.name)) continue;
    if (['file', 'submit', 'button', 'image', 'reset'].includes(control.type)) continue;
    found.set(control.name, [...(found.get(control.name) ?? []), control]);
  }
  return found;
}
