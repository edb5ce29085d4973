// What the hold means for the page: write, or look and take over.
import { button } from './dom';
import { Hold } from './hold';
import type { Keeping } from './keeping';
import type { Notices } from './notices';
import type { Page } from './page';
import { clock, say } from './words';

export function holding(page: Page, keeping: Keeping, notices: Notices): Hold {
  let asked = false;
  // The text on this page is as old as the page.
  const reload = () => location.reload();
  const hold = new Hold({
    url: page.urls.hold,
    account: page.account,
    ours(before) {
      if (!before) return;
      notices.hide('hold');
      // What was written here and not saved goes on, and meets the other version if there is one.
      if (keeping.autosave.dirty) return resume();
      if (asked) return reload();
      notices.show('hold', say('editor-hold-free'), [button(say('editor-hold-newest'), reload, { class: 'main' })]);
    },
    theirs(holder, since, lost) {
      asked = false;
      keeping.autosave.pause();
      keeping.lock(true);
      const named = holder || say('editor-somebody');
      const words = lost ? say('editor-hold-lost', { holder: named }) : say('editor-hold', { holder: named, since: clock(since ?? Date.now()) });
      notices.show('hold', words, [button(say('editor-hold-take'), take, { class: 'main' })]);
    },
  });
  keeping.taken = (holder, since) => hold.lost(holder, since);
  const resume = () => {
    keeping.lock(false);
    keeping.autosave.resume();
  };
  const take = async () => {
    asked = true;
    if (!(await hold.take())) notices.show('hold-cut', say('editor-hold-cut'));
    else notices.hide('hold-cut');
  };
  return hold;
}
