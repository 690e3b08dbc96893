package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.LogScanner;
import org.commitdb.store.CommitIndexer;

/// Adds to an index what was appended to the log behind a place, by whatever process: every
/// transaction that is there as a whole. An incomplete one is what a process left that died while
/// it appended, or is just being written.
///
/// **Threads**: one at a time for an index. **Errors**: [org.commitdb.error.CorruptException] when
/// a record contradicts the index; the index is then worth nothing. [IOException] when the disk
/// refuses. **Cost**: nothing but one look when there is nothing new.
final class LogFollower {

    private static final int PIECE = 1 << 14;

    /// Where the number of a record lies in it.
    private static final int SEQ = 8;

    private final Volume volume;
    private final CommitIndexer indexer;

    /// How far an index goes.
    ///
    /// @param tail the place behind the last transaction that it knows
    /// @param lastTxn the number of that transaction
    /// @param bytes how much log was read to get there
    /// @param extentsEnd where the last of the extents ends that were found on the way, 0 for none
    record Reached(LogPosition tail, long lastTxn, long bytes, long extentsEnd) {

        /// The last record that is known.
        long lastSeq() {
            return tail.seq() - 1;
        }
    }

    LogFollower(Volume volume, CommitIndexer indexer) {
        this.volume = volume;
        this.indexer = indexer;
    }

    /// Whether a record may lie at `tail` that continues the log.
    boolean isMoreAt(LogPosition tail) {
        return volume.map().longAt(tail.offset() + SEQ) == tail.seq();
    }

    /// Adds to `staging`, which knows the log up to `from`, what comes after, up to the record
    /// `limitSeq`.
    Reached follow(Staging staging, Reached from, long limitSeq) throws IOException {
        if (from.lastSeq() >= limitSeq || !isMoreAt(from.tail)) {
            return from;
        }
        Replay replay = new Replay(staging, indexer, volume.name());
        LogScanner scanner = new LogScanner(volume.storage(), volume.checksum(), from.tail, PIECE);
        Reached reached = from;
        List<LogRecord> transaction = new ArrayList<>();
        long bytes = from.bytes;
        while (true) {
            LogRecord record = scanner.next();
            if (record == null
                    || record.seq() > limitSeq
                    || (!transaction.isEmpty()
                            && record.txnId() != transaction.getFirst().txnId())) {
                return reached;
            }
            transaction.add(record);
            if (record.isLast()) {
                for (LogRecord complete : transaction) {
                    replay.apply(complete);
                    bytes += complete.end() - complete.offset();
                }
                transaction.clear();
                reached =
                        new Reached(
                                scanner.position(),
                                record.txnId(),
                                bytes,
                                Math.max(from.extentsEnd, replay.extentsEnd()));
            }
        }
    }
}
