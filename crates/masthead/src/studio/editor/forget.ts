// What one account wrote is not left to the next in the same browser.
import { BASE, COPIES, FILES, UPLOAD, openBase } from './local';

/** Somebody logs out: everything goes. Resolves when it is done, or soon where the browser takes its time. */
export function forgetAll(): Promise<void> {
  forgetKeys(BASE, () => true);
  forgetKeys(UPLOAD, () => true);
  return new Promise((done) => {
    setTimeout(done, 1_000);
    try {
      const request = indexedDB.deleteDatabase(BASE);
      request.onsuccess = request.onerror = () => done();
    } catch {
      done();
    }
  });
}

/** Whoever opens the editor finds no texts of others, and leaves none of theirs to be found. */
export async function forgetOthers(account: number): Promise<void> {
  const foreign = (key: string) => !key.startsWith(`${account}/`);
  forgetKeys(BASE, foreign);
  try {
    const base = await openBase();
    await new Promise<void>((done) => {
      const transaction = base.transaction([COPIES, FILES], 'readwrite');
      for (const name of [COPIES, FILES]) {
        const store = transaction.objectStore(name);
        const keys = store.getAllKeys();
        keys.onsuccess = () => keys.result.filter((key) => foreign(String(key))).forEach((key) => store.delete(key));
      }
      transaction.oncomplete = transaction.onabort = () => done();
    });
    base.close();
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

function forgetKeys(head: string, foreign: (key: string) => boolean): void {
  try {
    const ours = Object.keys(localStorage).filter((name) => name.startsWith(head));
    ours.filter((name) => foreign(name.slice(head.length))).forEach((name) => localStorage.removeItem(name));
  } catch {
    // Storage is refused.
  }
}
