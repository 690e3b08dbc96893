package org.commitdb.file.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.commitdb.file.storage.Storage;

/// The bytes at the end of the log that were adopted after a crash although nothing vouches that
/// they ever reached the disk.
///
/// They are written again, unchanged. That makes their pages dirty, so that the next sync really
/// writes them: after a failed sync the operating system may hold pages that it believes clean and
/// that are not on the disk, and a sync of clean pages does nothing.
///
/// **Threads**: one. **Source**: Rebello et al., "Can Applications Recover from fsync Failures?",
/// USENIX ATC 2020.
public final class UncertifiedBytes {

    private static final int PIECE = 1 << 20;

    private final long certifiedSeq;
    private final List<Stretch> stretches = new ArrayList<>();

    private record Stretch(long from, long to) {}

    /// Collects what lies behind the record `certifiedSeq`.
    public UncertifiedBytes(long certifiedSeq) {
        this.certifiedSeq = certifiedSeq;
    }

    /// Considers a record of the log, and the extent that it opens.
    public void add(LogRecord record) {
        if (record.seq() <= certifiedSeq) {
            return;
        }
        add(record.offset(), record.end());
        if (record.is(RecordType.NEXT_EXTENT)) {
            long extent = record.payloadLong(0);
            add(extent, extent + ExtentHeader.SIZE);
        }
    }

    private void add(long from, long to) {
        if (!stretches.isEmpty() && stretches.getLast().to == from) {
            stretches.set(stretches.size() - 1, new Stretch(stretches.getLast().from, to));
        } else {
            stretches.add(new Stretch(from, to));
        }
    }

    /// Writes the bytes again, and a terminator at `end`.
    public void rewrite(Storage storage, LogPosition end) throws IOException {
        for (Stretch stretch : stretches) {
            for (long at = stretch.from; at < stretch.to; ) {
                byte[] bytes = new byte[(int) Math.min(PIECE, stretch.to - at)];
                storage.read(at, bytes, 0, bytes.length);
                storage.write(at, ByteBuffer.wrap(bytes));
                at += bytes.length;
            }
        }
        storage.write(end.offset(), ByteBuffer.wrap(new byte[TransactionEncoder.TERMINATOR_SIZE]));
    }
}
