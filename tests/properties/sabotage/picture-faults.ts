import type { DeliberateFault } from './deliberate-fault.ts';

/** What becomes of pictures, and what is said of them. */
export const pictureFaults: readonly DeliberateFault[] = [
  {
    name: 'a picture acknowledged that the server did not store',
    edits: [
      {
        file: 'src/server/routes/picture-put.ts',
        find: 'addPicture(sql, space, hash, bytes, now());',
        replace: 'if (bytes.length % 2) addPicture(sql, space, hash, bytes, now());',
      },
    ],
    seen: ['untrue', 'lost'],
    server: 'app',
  },
  {
    name: 'bytes taken for the picture that they are called',
    edits: [
      {
        file: 'src/server/routes/picture-put.ts',
        find: '!pictureTypeOf(bytes) || hexDigest(bytes) !== hash',
        replace: '!pictureTypeOf(bytes) && hexDigest(bytes) !== hash',
      },
    ],
    from: 1_000,
    seen: ['untrue', 'lost'],
    server: 'app',
  },
  {
    name: 'a photo called saved where its words are',
    edits: [
      { file: 'src/notebook/saved.ts', find: '!picturesOf(row).some(one => isLacking(lacks, one))', replace: 'picturesOf(row).length < 9' },
    ],
    seen: ['untrue'],
  },
  {
    name: 'a picture taken for brought when no answer came',
    edits: [
      { file: 'src/sync/picture-queue.ts', find: "if (reply.type !== 'kept') return", replace: "if (reply.type === 'refused') return" },
    ],
    from: 900,
    seen: ['untrue'],
  },
  {
    name: 'a device that says it lacks no picture',
    edits: [{ file: 'src/sync/exchange.ts', find: 'await lacksIn(reader, space, pictureKinds)', replace: '[] as string[]' }],
    seen: ['untrue'],
  },
  {
    name: 'an erased photo whose picture stays',
    edits: [{ file: 'src/oplog/judgements.ts', find: 'ops.flatMap(op => pictureNamedBy(op) ?? [])', replace: '[]' }],
    seen: ['erased'],
  },
  {
    name: 'a picture taken away that another photo shows',
    edits: [{ file: 'src/oplog/pictures.ts', find: 'if (!named.has(hash)) await tx.dropPicture', replace: 'await tx.dropPicture' }],
    seen: ['lost', 'untrue'],
  },
];
