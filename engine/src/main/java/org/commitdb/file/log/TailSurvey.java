package org.commitdb.file.log;

import java.io.IOException;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;
import org.commitdb.file.storage.Storage;

/// Where the log ends, as found by reading it from a checkpoint on.
///
/// The log ends behind the last transaction that is complete. When bytes follow that do not
/// continue the chain, two things can have happened: a power cut tore the last transaction, which
/// nobody was promised, or a record that was durable once is damaged. A sound record further on
/// that was built when the missing one was already known to be durable tells: then it is damage,
/// and nothing is cut off.
///
/// @param end the place behind the last complete transaction
/// @param lastTxnId the number of that transaction
/// @param certifiedSeq every record up to this one was durable according to a later one
public record TailSurvey(LogPosition end, long lastTxnId, long certifiedSeq) {

    /// Reads the log from `start` on, where a checkpoint ends.
    ///
    /// **Errors**: [CorruptException] when a record that was durable once is damaged; [IOException]
    /// when the disk refuses.
    ///
    /// @param beforeTxnId the number of the last transaction before `start`
    /// @param extentsEnd where the extents end that were allocated before `start`; not those that
    ///   were allocated since, for the log may go on in one of them
    public static TailSurvey of(
            Storage storage,
            SaltedCrc checksum,
            LogPosition start,
            long beforeTxnId,
            long extentsEnd)
            throws IOException {
        return of(storage, checksum, start, beforeTxnId, extentsEnd, false);
    }

    /// Reads the whole log of a file from its first record, `start`, on, when no checkpoint tells
    /// how far it went: any sound record in the rest of the file is looked for then.
    ///
    /// **Errors**: as the other. **Cost**: O(file) where the log ends.
    public static TailSurvey ofAll(Storage storage, SaltedCrc checksum, LogPosition start)
            throws IOException {
        return of(storage, checksum, start, 0, 0, true);
    }

    private static TailSurvey of(
            Storage storage,
            SaltedCrc checksum,
            LogPosition start,
            long beforeTxnId,
            long extentsEnd,
            boolean everywhere)
            throws IOException {
        LogScanner scanner = new LogScanner(storage, checksum, start);
        LogPosition end = start;
        long lastTxnId = beforeTxnId;
        long certified = start.seq() - 1;
        long openTxnId = -1;
        long unallocated = Math.max(extentsEnd, start.extent().end());
        while (true) {
            LogPosition expected = scanner.position();
            LogRecord record = scanner.next();
            if (record == null || (openTxnId >= 0 && record.txnId() != openTxnId)) {
                checkNeverDurable(storage, checksum, expected, unallocated, everywhere);
                return new TailSurvey(end, lastTxnId, certified);
            }
            unallocated = Math.max(unallocated, allocatedEnd(record));
            certified = Math.max(certified, Math.min(record.durableSeq(), record.seq() - 1));
            openTxnId = record.txnId();
            if (record.isLast()) {
                end = scanner.position();
                lastTxnId = openTxnId;
                openTxnId = -1;
            }
        }
    }

    /// Where the extent ends that a record allocates, 0 if it allocates none.
    private static long allocatedEnd(LogRecord record) {
        boolean allocates = record.is(RecordType.NEXT_EXTENT) || record.is(RecordType.ALLOC);
        return allocates && record.payloadLength() >= 2 * Long.BYTES
                ? record.payloadLong(0) + record.payloadLong(Long.BYTES)
                : 0;
    }

    private static void checkNeverDurable(
            Storage storage,
            SaltedCrc checksum,
            LogPosition expected,
            long unallocated,
            boolean everywhere)
            throws IOException {
        LaterRecords later = new LaterRecords(storage, checksum, expected, unallocated);
        LogRecord witness = everywhere ? later.findAnywhere() : later.findWitness();
        if (witness != null) {
            String name = storage.name();
            String wanted = "log record " + expected.seq();
            String found = "other bytes";
            throw new CorruptException(
                    name
                            + ": the log is damaged at offset "
                            + expected.offset()
                            + ": expected "
                            + wanted
                            + ", found "
                            + found
                            + "; record "
                            + witness.seq()
                            + " at offset "
                            + witness.offset()
                            + " proves that it was durable; nothing was changed; salvage what is sound, or restore the file",
                    name,
                    expected.offset(),
                    wanted,
                    found);
        }
    }
}
