import { enhanceLogin, enhanceNew, revealPasskeys } from '../components/passkey';

// Without this file people log in with their password.
document.querySelectorAll<HTMLElement>('[data-passkey-able]').forEach(revealPasskeys);
document.querySelectorAll<HTMLFormElement>('[data-passkey-login]').forEach(enhanceLogin);
document.querySelectorAll<HTMLFormElement>('[data-passkey-new]').forEach(enhanceNew);
