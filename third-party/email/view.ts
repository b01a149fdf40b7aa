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

/** The inbox for a browser: the newest mails first, each a link to how it looks. */
export function inboxPage(mails: readonly StoredMail[]): string {
  const rows = mails
    .toReversed()
    .map(({ id, to, subject, receivedAt }) => {
      const when = new Date(receivedAt).toISOString().slice(11, 23);
      return `<tr><td>${when}</td><td>${escapeHtml(to)}</td><td><a href="inbox/${encodeURIComponent(id)}">${escapeHtml(subject)}</a></td></tr>`;
    })
    .join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Inbox (${mails.length})</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 32px auto; max-width: 720px; padding: 0 16px; color: #26241f; background: #f2f0ec }
  table { width: 100%; border-collapse: collapse; background: #fff; border-radius: 12px; overflow: hidden }
  td { padding: 8px 16px; border-bottom: 1px solid #eee }
  td:first-child { font-variant-numeric: tabular-nums; color: #6b675e }
  a { color: #1f5f5b }
</style>
<h1>${mails.length} mails sent</h1>
<table>
${rows}
</table>
</html>`;
}

/** A mail in a list: everything but the attachments' bytes. */
export function mailSummary(mail: StoredMail) {
  const attachments = mail.attachments.map(({ content, ...rest }) => ({ ...rest, size: Buffer.byteLength(content, 'base64') }));
  return { ...mail, attachments };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
