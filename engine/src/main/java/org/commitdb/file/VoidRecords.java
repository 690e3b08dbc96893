package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordSearch;
import org.commitdb.file.log.RecordType;
import org.commitdb.store.Finding.Severity;

/// Finds what the tombstones in a damaged file make void.
///
/// A tombstone counts when the chain leads to it, or a later record or a checkpoint knew it to be
/// durable: another may be the rest of a write that was given up. Commits whose tombstone is lost
/// are recovered like all others.
///
/// **Threads**: one. **Cost**: reads the file once.
final class VoidRecords {

    private final List<Found> tombstones = new ArrayList<>();
    private long certifiedSeq;

    private record Found(LogRecord record, boolean chained) {}

    private VoidRecords(long certifiedSeq) {
        this.certifiedSeq = certifiedSeq;
    }

    /// The ranges that the tombstones tell which `search` comes upon, from the first record on.
    ///
    /// @param certifiedSeq every record up to this one was durable according to a checkpoint
    /// @param name the file, for messages
    static DeletedRanges of(RecordSearch search, long certifiedSeq, String name, Findings losses)
            throws IOException {
        VoidRecords found = new VoidRecords(certifiedSeq);
        found.read(search);
        return found.ranges(name, losses);
    }

    private void read(RecordSearch search) throws IOException {
        LogRecord before = null;
        boolean chained = true;
        for (LogRecord record = search.next(); record != null; record = search.next()) {
            chained = before == null ? record.seq() == 1 : chained && record.continues(before);
            certifiedSeq = Math.max(certifiedSeq, record.durableSeq());
            if (record.is(RecordType.TOMBSTONE)) {
                tombstones.add(new Found(record, chained));
            }
            before = record;
        }
    }

    private DeletedRanges ranges(String name, Findings losses) {
        DeletedRanges ranges = DeletedRanges.NONE;
        for (Found found : tombstones) {
            LogRecord record = found.record;
            if (found.chained || record.seq() <= certifiedSeq) {
                try {
                    ranges = ranges.with(Tombstone.decode(record.payload(), name).ranges());
                } catch (RuntimeException e) {
                    String place = "the log record " + record.seq();
                    losses.add(Severity.DATA, place, record.offset(), e);
                }
            }
        }
        return ranges;
    }
}
