package org.commitdb.file.log;

import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;

/// Reads single records that something in the file points to.
///
/// **Threads**: any. **Errors**: [CorruptException] when there is no sound record of the expected
/// type at the offset, [org.commitdb.error.StorageException] when the disk refuses. **Cost**: one
/// copy and one checksum of the record, unless it is one of the large ones that were read last.
public final class RecordReader {

    private final LogBytes source;
    private final SaltedCrc checksum;
    private final LargeRecords large = new LargeRecords();

    /// A reader of the file that `source` shows.
    public RecordReader(LogBytes source, SaltedCrc checksum) {
        this.source = source;
        this.checksum = checksum;
    }

    /// The record at `offset`, of whatever type.
    public LogRecord read(long offset) {
        return load(offset);
    }

    /// The record of this type at `offset`.
    public LogRecord read(long offset, RecordType type) {
        LogRecord held = large.find(offset);
        LogRecord record = held != null ? held : load(offset);
        if (!record.is(type)) {
            throw corrupt(offset, "a record of type " + type, "type " + record.typeCode());
        }
        if (held == null && type == RecordType.COMMIT) {
            large.keep(record);
        }
        return record;
    }

    private LogRecord load(long offset) {
        try {
            return copy(offset);
        } catch (InternalError e) {
            throw source.unreadable(offset, e);
        }
    }

    private LogRecord copy(long offset) {
        if (offset <= 0 || offset % LogRecord.ALIGNMENT != 0) {
            throw corrupt(offset, "the place of a record", "an offset where no record can be");
        }
        int length = (int) (source.longAt(offset) >>> (LogRecord.LENGTH * Byte.SIZE));
        if (length < 0 || length > LogRecord.MAX_PAYLOAD) {
            throw corrupt(
                    offset,
                    "a payload of at most " + LogRecord.MAX_PAYLOAD + " bytes",
                    length + " bytes");
        }
        byte[] bytes = new byte[LogRecord.sizeOf(length)];
        source.copy(offset, bytes, 0, bytes.length);
        int copied = (int) LogRecord.INT.get(bytes, LogRecord.LENGTH);
        if (copied != length) {
            throw corrupt(offset, "a record that stays as it is", "another length");
        }
        int crc = checksum.of(offset, bytes, LogRecord.LENGTH, bytes.length - LogRecord.LENGTH);
        int found = (int) LogRecord.INT.get(bytes, LogRecord.CRC);
        if (crc != found) {
            throw corrupt(
                    offset,
                    "a record with the checksum " + Integer.toHexString(crc),
                    Integer.toHexString(found));
        }
        return new LogRecord(offset, bytes);
    }

    private CorruptException corrupt(long offset, String expected, String found) {
        String name = source.name();
        return new CorruptException(
                name
                        + ": the log record at offset "
                        + offset
                        + " is damaged: expected "
                        + expected
                        + ", found "
                        + found
                        + "; verify the file, and restore it or salvage what is sound",
                name,
                offset,
                expected,
                found);
    }
}
