// The document as the server keeps it: masthead-document's JSON, block for block.

export interface Link { link: { href: string } }
export type Mark = 'strong' | 'emphasis' | 'strike' | 'code' | Link;
export type Inline = { type: 'text'; text: string; marks?: Mark[] } | { type: 'break' };
export interface Cell { content: Inline[]; header?: boolean }

export interface Picture {
  type: 'picture';
  src: string;
  alt?: string;
  decorative?: boolean;
  caption?: string;
  credit?: string;
  width?: number;
  height?: number;
}

/** Blocks that the editor shows and keeps, but does not write in. */
export interface Opaque { type: 'video' | 'audio' | 'embed'; [key: string]: unknown }

export interface Track { src: string; lang?: string; label?: string }

/** What is said of a film or a sound. */
export interface Film { type: 'video' | 'audio'; src: string; poster?: string; title?: string; captions?: Track[]; caption?: string }

export type Block =
  | { type: 'paragraph'; content: Inline[] }
  | { type: 'heading'; level: number; content: Inline[] }
  | Picture
  | Opaque
  | { type: 'quote'; blocks: Block[]; cite: string }
  | { type: 'list'; ordered: boolean; start?: number; items: Block[][] }
  | { type: 'table'; header?: Cell[]; rows: Cell[][]; caption?: string }
  | { type: 'code'; language?: string; text: string }
  | { type: 'divider' };

export interface Document { version: 1; blocks: Block[] }

/** Fields of the form by name; several values under one name are a list. */
export type Fields = Record<string, string | string[]>;

/** Where a picture of the document can be seen. */
export interface Shown { url: string; width?: number; height?: number }
