// The line below the toolbar where an address is asked for: of a link, or of a picture.
import { button, el, newId } from './dom';
import { say } from './words';

export interface Question {
  label: string;
  value: string;
  go: string;
  /** Gives what is wrong, or nothing where it was taken. */
  taken(value: string): string | undefined;
  /** More ways than an address. */
  others?: [label: string, act: () => void][];
}

export class Asking {
  dom = el('div', { class: 'asking', hidden: true, role: 'group' });

  /** `back` puts the focus where it came from. */
  constructor(private back: () => void) {
    this.dom.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      this.close();
    });
  }

  open(question: Question): void {
    const id = newId('ask');
    const wrong = el('p', { class: 'trouble', role: 'alert' });
    // No form within the form: Enter is taken here.
    const input = el('input', { id, type: 'text', inputmode: 'url', autocomplete: 'off', value: question.value });
    const go = () => {
      const trouble = question.taken(input.value);
      wrong.textContent = trouble ?? '';
      if (trouble) input.focus();
      else this.close();
    };
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      go();
    });
    const others = (question.others ?? []).map(([label, act]) => button(label, () => (this.close(), act())));
    this.dom.replaceChildren(el('label', { for: id }, question.label), input, button(question.go, go, { class: 'main' }), ...others, button(say('editor-cancel'), () => this.close()), wrong);
    this.dom.hidden = false;
    input.focus();
    input.select();
  }

  close(): void {
    this.dom.hidden = true;
    this.dom.replaceChildren();
    this.back();
  }
}
