package org.commitdb.file;

import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;
import org.commitdb.file.btree.TreeRoot;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.log.LogPosition;
import org.jspecify.annotations.Nullable;

/// A checkpoint: the roots of the trees, and the place in the log up to which they know everything.
///
/// **Shape** of a META slot, little-endian:
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | crc: salted checksum of the rest |
/// | 4 | 4 | `META` |
/// | 8 | 8 | checkpointSeq; its lowest bit is the number of the slot |
/// | 16 | 8 | replayOffset: where the first log record lies that the trees do not know |
/// | 24 | 8 | replaySeq: the number of that record |
/// | 32 | 4 | replayPrevCrc: the checksum of the record before |
/// | 36 | 4 | flags: 1 clean, nothing was in the log behind the checkpoint |
/// | 40 | 8 | lastOrdinal: the newest commit that the trees know |
/// | 48 | 8 | highWater: no byte from here on was ever allocated |
/// | 56 | 8 | lastTxn: the number of the last transaction before replayOffset |
/// | 64 | 384 | 16 roots of 24 B, see [TreeRoot]; that of tree i is the (i-1)-th, unused ones are 0 |
/// | 448 | 8 | 0 |
/// | 456 | 8 | time of the checkpoint, milliseconds since 1970 |
/// | 464 | 8 | offset of the LOG extent that holds replayOffset |
/// | 472 | 8 | its length |
/// | 480 | 8 | its extentSeq |
/// | 488 | 24 | 0 |
///
/// **Threads**: immutable.
///
/// @param checkpointSeq the number of the checkpoint, from 0 on
/// @param replay where the log goes on behind the checkpoint
/// @param clean whether nothing was there when the checkpoint was written
/// @param lastOrdinal the newest commit that the trees know
/// @param highWater no byte from here on was ever allocated
/// @param lastTxn the last transaction that the trees know
/// @param roots the trees
/// @param writtenMillis milliseconds since 1970
record Meta(
        long checkpointSeq,
        LogPosition replay,
        boolean clean,
        long lastOrdinal,
        long highWater,
        long lastTxn,
        IndexRoots roots,
        long writtenMillis) {

    /// Where the number of the checkpoint lies in a slot.
    static final int CHECKPOINT_SEQ = 2 * Integer.BYTES;

    private static final int MAGIC_VALUE = 'M' | 'E' << 8 | 'T' << 16 | 'A' << 24;
    private static final int ROOTS = 64;
    private static final int ROOT_COUNT = 16;
    private static final int AFTER_ROOTS = ROOTS + ROOT_COUNT * TreeRoot.SIZE;
    private static final int CLEAN = 1;

    /// Where the slot of a checkpoint lies.
    static long slotOf(long checkpointSeq) {
        return (checkpointSeq & 1) == 0 ? FileLayout.META_SLOT_0 : FileLayout.META_SLOT_1;
    }

    /// The bytes of the slot.
    byte[] encode(SaltedCrc checksum) {
        ByteWriter writer = new ByteWriter(FileLayout.BLOCK_SIZE);
        writer.writeInt(0).writeInt(MAGIC_VALUE).writeLong(checkpointSeq);
        writer.writeLong(replay.offset()).writeLong(replay.seq()).writeInt(replay.prevCrc());
        writer.writeInt(clean ? CLEAN : 0);
        writer.writeLong(lastOrdinal).writeLong(highWater).writeLong(lastTxn);
        for (IndexTree tree : IndexTree.values()) {
            roots.of(tree).encode(writer);
        }
        writer.writeBytes(new byte[AFTER_ROOTS - writer.size()]);
        writer.writeLong(0).writeLong(writtenMillis);
        writer.writeLong(replay.extent().offset())
                .writeLong(replay.extent().length())
                .writeLong(replay.extent().seq());
        writer.writeBytes(new byte[FileLayout.BLOCK_SIZE - writer.size()]);
        byte[] bytes = writer.toByteArray();
        int crc =
                checksum.of(
                        slotOf(checkpointSeq), bytes, Integer.BYTES, bytes.length - Integer.BYTES);
        return writer.setInt(0, crc).toByteArray();
    }

    /// The checkpoint in `bytes`, which lie in the slot at `offset`; null when there is no sound
    /// one.
    static @Nullable Meta decode(byte[] bytes, long offset, SaltedCrc checksum, String name) {
        ByteReader reader = new ByteReader(bytes, name);
        int crc = checksum.of(offset, bytes, Integer.BYTES, bytes.length - Integer.BYTES);
        if (reader.readInt() != crc || reader.readInt() != MAGIC_VALUE) {
            return null;
        }
        try {
            return decode(reader, offset);
        } catch (CorruptException | IllegalArgumentException e) {
            // Sound bytes that make no sense are as bad as damaged ones: the other slot has to do.
            return null;
        }
    }

    private static @Nullable Meta decode(ByteReader reader, long offset) {
        long checkpointSeq = reader.readLong();
        long replayOffset = reader.readLong();
        long replaySeq = reader.readLong();
        int replayPrevCrc = reader.readInt();
        int flags = reader.readInt();
        long lastOrdinal = reader.readLong();
        long highWater = reader.readLong();
        long lastTxn = reader.readLong();
        TreeRoot[] roots = new TreeRoot[IndexTree.values().length];
        for (int i = 0; i < roots.length; i++) {
            TreeRoot root = TreeRoot.decode(reader);
            // A file from before there was this tree has nothing in its place.
            boolean unused = root.isEmpty() && root.treeId() == 0;
            roots[i] = unused ? TreeRoot.empty(i + 1) : root;
        }
        reader.skip(AFTER_ROOTS - reader.position());
        reader.readLong();
        long writtenMillis = reader.readLong();
        LogExtent extent = new LogExtent(reader.readLong(), reader.readLong(), reader.readLong());
        if (checkpointSeq < 0
                || slotOf(checkpointSeq) != offset
                || lastOrdinal < 0
                || lastTxn < 0
                || extent.end() > highWater
                || highWater % LogExtent.ALIGNMENT != 0) {
            return null;
        }
        return new Meta(
                checkpointSeq,
                new LogPosition(extent, replayOffset, replaySeq, replayPrevCrc),
                (flags & CLEAN) != 0,
                lastOrdinal,
                highWater,
                lastTxn,
                IndexRoots.of(roots),
                writtenMillis);
    }
}
