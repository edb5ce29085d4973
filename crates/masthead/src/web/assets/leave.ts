// Whoever logs out leaves no text in this browser to the next one.
import { forgetAll } from '../../studio/editor/forget';

for (const form of document.querySelectorAll<HTMLFormElement>('form[action="/logout"]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void forgetAll().then(() => form.submit());
  });
}
