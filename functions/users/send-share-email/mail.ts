import type { ShareRequest } from '../../shared/messages.ts';

export interface Mail {
  shareId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  attachments: { filename: string; contentType: string; cid: string; content: string }[];
  /** The provider tells here what became of the mail. */
  callbackUrl?: string;
}

/** The mail a recipient reads: a thumbnail inside it, a link to the photograph that expires, and when it does. */
export function shareMail(request: ShareRequest, thumbnail: Uint8Array): Mail {
  const until = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(request.linkExpiresAt);
  const cid = `thumbnail-${request.photoId}`;
  return {
    shareId: request.shareId,
    from: 'Pushpull Photos <photos@pushpull.example>',
    to: request.recipient,
    subject: 'A photo was shared with you',
    text: `A photo was shared with you.\n\nSee it here: ${request.link}\n\nThe link works until ${until} UTC.\n`,
    html: page(escapeHtml(request.link), escapeHtml(cid), until),
    attachments: [{ filename: 'thumbnail.jpg', contentType: 'image/jpeg', cid, content: Buffer.from(thumbnail).toString('base64') }],
  };
}

function page(link: string, cid: string, until: string): string {
  return `<!doctype html>
<html lang="en">
<body style="margin:0;padding:32px 16px;background:#f2f0ec;font-family:system-ui,-apple-system,'Segoe UI',sans-serif;color:#26241f">
  <table role="presentation" align="center" style="max-width:400px;width:100%;background:#fff;border-radius:12px;border-collapse:separate" cellpadding="0" cellspacing="0">
    <tr><td style="padding:28px 28px 16px;font-size:20px;font-weight:600">A photo was shared with you</td></tr>
    <tr><td style="padding:0 28px"><a href="${link}"><img src="cid:${cid}" alt="The photo" style="width:100%;border-radius:8px;display:block"></a></td></tr>
    <tr><td style="padding:20px 28px 8px"><a href="${link}" style="display:block;text-align:center;padding:12px;border-radius:8px;background:#1f5f5b;color:#fff;text-decoration:none;font-weight:600">See the photo</a></td></tr>
    <tr><td style="padding:4px 28px 28px;font-size:13px;color:#6b675e">The link works until ${until} UTC.</td></tr>
  </table>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
