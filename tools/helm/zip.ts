import { inflateRawSync } from 'node:zlib';

const CENTRAL_ENTRY = 0x02014b50;
const END_OF_CENTRAL_DIRECTORY = 0x06054b50;
const DEFLATED = 8;

/**
 * Reads the deflated members of a zip archive; Node has the decompression but no archive reader.
 *
 * @param names paths inside the archive
 * @throws Error where the archive is damaged or lacks a member
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT section 4.3
 */
export function readZip(archive: Buffer, names: readonly string[]): Buffer[] {
  const offsets = memberOffsets(archive);
  return names.map((name) => {
    const entry = offsets.get(name);
    if (entry === undefined) throw new Error(`The archive has no ${name}`);
    return inflateMember(archive, entry);
  });
}

/** Where the central directory's entry of each member begins. */
function memberOffsets(archive: Buffer): Map<string, number> {
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(END_OF_CENTRAL_DIRECTORY);
  const end = archive.lastIndexOf(signature);
  if (end < 0) throw new Error('Not a zip archive');
  const offsets = new Map<string, number>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== CENTRAL_ENTRY) throw new Error('Damaged zip archive');
    const nameLength = archive.readUInt16LE(at + 28);
    offsets.set(archive.toString('utf8', at + 46, at + 46 + nameLength), at);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return offsets;
}

function inflateMember(archive: Buffer, entry: number): Buffer {
  if (archive.readUInt16LE(entry + 10) !== DEFLATED) throw new Error('Unknown zip compression');
  const compressed = archive.readUInt32LE(entry + 20);
  const size = archive.readUInt32LE(entry + 24);
  const local = archive.readUInt32LE(entry + 42);
  const data = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const content = inflateRawSync(archive.subarray(data, data + compressed));
  if (content.length !== size) throw new Error('Damaged zip archive');
  return content;
}
