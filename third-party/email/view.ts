import type { StoredMail } from './schema.ts';

/** The mail as its recipient's reader shows it: pictures inside the mail take the place of their cid: references. */
export function mailPage(mail: StoredMail): string {
  if (mail.html === undefined)
    return `<!doctype html><meta charset="utf-8"><title>${escapeHtml(mail.subject)}</title><pre>${escapeHtml(mail.text)}</pre>`;
  return mail.attachments.reduce(
    (html, { cid, contentType, content }) =>
      cid === undefined ? html : html.replaceAll(`cid:${escapeHtml(cid)}`, `data:${escapeHtml(contentType)};base64,${content}`),
    mail.html,
  );
}

/** A mail in a list: everything but the attachments' bytes. */
export function mailSummary(mail: StoredMail) {
  const attachments = mail.attachments.map(({ content, ...rest }) => ({ ...rest, size: Buffer.byteLength(content, 'base64') }));
  return { ...mail, attachments };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
