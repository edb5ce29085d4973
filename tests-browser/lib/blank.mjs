// A portal with nothing in it, as `masthead serve` first starts, and a mail server beside it.
import { mailbox } from './mail.mjs';
import { serve } from './server.mjs';

/** `{ url, letter(to), user(…args), end() }`; `settings` is more text of masthead.toml. */
export async function blank(settings = '') {
  const mail = await mailbox();
  const portal = await serve(`smtp = "smtp://127.0.0.1:${mail.port}"\nmail_from = "Desk <desk@wangchuan.example>"\n${settings}`);
  return {
    url: portal.url,
    letter: mail.letter,
    user: (...args) => portal.runs('user', ...args),
    end: async () => {
      await portal.stop();
      mail.end();
    },
  };
}
