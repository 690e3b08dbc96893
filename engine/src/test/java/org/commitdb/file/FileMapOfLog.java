package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.file.btree.TreeWalker;
import org.commitdb.file.log.ExtentHeader;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.LogScanner;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.storage.Storage;

/// Which bytes of a sound file matter: header, slots, records of the log, pages of both
/// checkpoints.
record FileMapOfLog(
        LogPosition end,
        List<Stretch> records,
        List<Stretch> live,
        List<Stretch> extents,
        long[] durableSeqs,
        long firstSeq,
        List<Meta> metas) {

    private static final Stretch SALT = new Stretch(64, 72);

    /// Bytes from an offset to another.
    record Stretch(long from, long to) {

        boolean differs(byte[] a, byte[] b) {
            int start = (int) Math.min(from, a.length);
            int end = (int) Math.min(to, a.length);
            return !Arrays.equals(a, start, end, b, start, end);
        }
    }

    /// The map of a file.
    static FileMapOfLog of(byte[] bytes) throws IOException {
        try (Storage storage = SampleFile.storage(bytes)) {
            Header header;
            try {
                header = Preamble.readHeader(storage, true);
            } catch (CommitDatabaseException e) {
                return new FileMapOfLog(
                        LogPosition.start(FileLayout.FIRST_EXTENT),
                        List.of(),
                        List.of(),
                        List.of(),
                        new long[0],
                        1,
                        List.of());
            }
            return of(storage, header);
        }
    }

    private static FileMapOfLog of(Storage storage, Header header) throws IOException {
        List<Stretch> live = new ArrayList<>();
        live.add(new Stretch(FileLayout.HEADER, FileLayout.HEADER + FileLayout.BLOCK_SIZE));
        SaltedCrc checksum = new SaltedCrc(header.fileSalt());
        List<Meta> metas = new ArrayList<>();
        Preamble.Slots slots = Preamble.readSlots(storage, checksum);
        Volume volume = Volume.of(storage, header);
        volume.map().grow();
        for (Meta meta : new Meta[] {slots.newer(), slots.older()}) {
            if (meta != null) {
                metas.add(meta);
                long slot = Meta.slotOf(meta.checkpointSeq());
                live.add(new Stretch(slot, slot + FileLayout.BLOCK_SIZE));
                addPages(volume, header, meta, live);
            }
        }
        if (metas.size() == 1 && metas.getFirst().checkpointSeq() == 0) {
            // A slot that was never used holds nothing.
            live.add(block(FileLayout.META_SLOT_1));
        }
        List<Stretch> records = new ArrayList<>();
        List<Long> durable = new ArrayList<>();
        long firstExtent = FileLayout.FIRST_EXTENT.offset();
        Stretch opens = new Stretch(firstExtent, firstExtent + ExtentHeader.SIZE);
        List<Stretch> extents = new ArrayList<>(List.of(opens));
        LogScanner scanner =
                new LogScanner(storage, checksum, LogPosition.start(FileLayout.FIRST_EXTENT));
        LogPosition end = scanner.position();
        int whole = 0;
        for (LogRecord record = scanner.next(); record != null; record = scanner.next()) {
            records.add(new Stretch(record.offset(), record.end()));
            durable.add(record.durableSeq());
            if (record.is(RecordType.NEXT_EXTENT)) {
                long extent = scanner.position().extent().offset();
                extents.add(new Stretch(extent, extent + ExtentHeader.SIZE));
            }
            if (record.isLast()) {
                end = scanner.position();
                whole = records.size();
            }
        }
        List<Stretch> complete = List.copyOf(records.subList(0, whole));
        live.addAll(extents);
        live.addAll(complete);
        return new FileMapOfLog(
                end,
                complete,
                List.copyOf(live),
                List.copyOf(extents),
                durable.stream().mapToLong(Long::longValue).limit(whole).toArray(),
                1,
                List.copyOf(metas));
    }

    private static void addPages(Volume volume, Header header, Meta meta, List<Stretch> live) {
        for (IndexTree tree : IndexTree.values()) {
            TreeWalker.pagesOf(volume.pages(), meta.roots().of(tree))
                    .forEach(page -> {
                        long offset = Integer.toUnsignedLong(page) * header.pageSize();
                        live.add(new Stretch(offset, offset + header.pageSize()));
                    });
        }
    }

    /// Whether any byte differs that matters.
    boolean matters(byte[] honest, byte[] lying) {
        return live.stream().anyMatch(stretch -> stretch.differs(honest, lying));
    }

    /// Whether bytes differ in a META slot that holds no checkpoint: a verification may tell of
    /// them, though nobody needs them.
    boolean differsInEmptySlot(byte[] honest, byte[] lying) {
        List<Long> used = metas.stream().map(meta -> Meta.slotOf(meta.checkpointSeq())).toList();
        return Stream.of(FileLayout.META_SLOT_0, FileLayout.META_SLOT_1)
                .filter(slot -> !used.contains(slot))
                .anyMatch(slot -> block(slot).differs(honest, lying));
    }

    /// Whether too little is left to tell with which salt the checksums were made: the header is
    /// damaged, and of the META slots and the headers of LOG extents none agrees with another block
    /// or with a record near it.
    boolean isBeheaded(byte[] honest, byte[] lying) {
        long first = FileLayout.FIRST_EXTENT.offset();
        long slots =
                metas.stream()
                        .map(meta -> block(Meta.slotOf(meta.checkpointSeq())))
                        .filter(slot -> !slot.differs(honest, lying))
                        .count();
        boolean opens = !new Stretch(first, first + ExtentHeader.SIZE).differs(honest, lying);
        long witnesses = slots + (opens ? 1 : 0);
        boolean told =
                witnesses >= 2
                        || (slots > 0 && hasRecordNear(first, honest, lying))
                        || (!SALT.differs(honest, lying)
                                && (witnesses > 0 || hasRecordNear(first, honest, lying)))
                        || extents.stream()
                                .anyMatch(extent ->
                                        !extent.differs(honest, lying)
                                                && hasRecordNear(extent.from(), honest, lying));
        return !headerIsSame(honest, lying) && !told;
    }

    private static Stretch block(long offset) {
        return new Stretch(offset, offset + FileLayout.BLOCK_SIZE);
    }

    private boolean hasRecordNear(long extent, byte[] honest, byte[] lying) {
        return records.stream()
                .anyMatch(record ->
                        record.from() > extent
                                && record.to() <= extent + LogExtent.ALIGNMENT
                                && !record.differs(honest, lying));
    }

    /// What differs, for messages.
    String describe(byte[] honest, byte[] lying) {
        StringBuilder text = new StringBuilder("damaged:");
        for (Stretch stretch : live) {
            if (stretch.differs(honest, lying)) {
                int record = records.indexOf(stretch);
                text.append(' ').append(stretch.from()).append('-').append(stretch.to());
                text.append(record < 0 ? "" : " record " + (record + 1));
            }
        }
        text.append("; ").append(records.size()).append(" records, durable ");
        text.append(Arrays.toString(durableSeqs));
        metas.forEach(meta ->
                text.append("; checkpoint ")
                        .append(meta.checkpointSeq())
                        .append(" knows up to ")
                        .append(meta.replay().seq() - 1));
        return text.toString();
    }

    boolean headerIsSame(byte[] honest, byte[] lying) {
        return !new Stretch(FileLayout.HEADER, FileLayout.HEADER + FileLayout.BLOCK_SIZE)
                .differs(honest, lying);
    }

    /// The first record that is not what it was, -1 if there is none. A header of an extent belongs
    /// to the first record in it.
    int firstDamagedRecord(byte[] honest, byte[] lying) {
        for (int i = 0; i < records.size(); i++) {
            if (isDamaged(i, honest, lying)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isDamaged(int index, byte[] honest, byte[] lying) {
        Stretch record = records.get(index);
        boolean first = index == 0 || records.get(index - 1).to() != record.from();
        long from = first ? record.from() - ExtentHeader.SIZE : record.from();
        return new Stretch(from, record.to()).differs(honest, lying);
    }

    /// Whether the engine may take damage for the end of the log: it lies behind the newest
    /// checkpoint that is left, and no sound record behind it was built when it was known to be
    /// durable.
    boolean mayCut(byte[] honest, byte[] lying) {
        long replaySeq = firstSeq;
        for (Meta meta : metas) {
            long slot = Meta.slotOf(meta.checkpointSeq());
            if (!new Stretch(slot, slot + FileLayout.BLOCK_SIZE).differs(honest, lying)) {
                replaySeq = Math.max(replaySeq, meta.replay().seq());
            }
        }
        for (int i = (int) (replaySeq - firstSeq); i < records.size(); i++) {
            if (isDamaged(i, honest, lying)) {
                return !isProven(i, honest, lying);
            }
        }
        return false;
    }

    private boolean isProven(int index, byte[] honest, byte[] lying) {
        for (int i = index + 1; i < records.size(); i++) {
            if (durableSeqs[i] >= firstSeq + index && !records.get(i).differs(honest, lying)) {
                return true;
            }
        }
        return false;
    }
}
