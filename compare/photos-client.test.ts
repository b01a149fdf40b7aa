import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { EXIT } from './errors.ts';
import { photosClient } from './photos-client.ts';

test.each([
  ['a photo that does not decode', 415, EXIT.photo],
  ['a photo with too many pixels', 413, EXIT.photo],
  ['a failure of the function', 502, EXIT.failed],
])('%s (%i): its exit code', async (_, status, exitCode) => {
  const server = createServer((request, response) => request.resume().on('end', () => response.writeHead(status).end('no')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const photos = photosClient(
      { UploadPhotoUrl: endpoint },
      { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } },
    );
    const upload = photos.upload({ name: 'a.jpg', bytes: new Uint8Array(3), contentType: 'image/jpeg' });
    await expect(upload).rejects.toMatchObject({ exitCode, message: expect.stringContaining(`HTTP ${status}`) });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
