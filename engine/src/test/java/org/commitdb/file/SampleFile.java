package org.commitdb.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.btree.TreeRoot;
import org.commitdb.file.btree.TreeWalker;
import org.commitdb.file.log.ExtentHeader;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.LogScanner;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.ModelStore;
import org.commitdb.store.TestCommit;

/// A database file with a random history, as bytes, and what must be in it.
///
/// @param seed makes the same file again
/// @param content the bytes of the file, which was closed in order
/// @param model what it holds
record SampleFile(long seed, byte[] content, ModelStore model) {

    /// A file with so many steps of history and a checkpoint every so many entries.
    static SampleFile make(long seed, int steps, int checkpointEntries) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomHistory history = new RandomHistory(random, 30, 80);
        ModelStore model = new ModelStore();
        SimDisk disk = new SimDisk();
        FileOptions options =
                options(checkpointEntries)
                        .withClockAndRandom(() -> Instant.EPOCH, new SplittableRandom(~seed));
        CommitFile file = CommitFile.create(disk.open(), options, TestCommit::index);
        for (int step = 0; step < steps; step++) {
            step(file, model, history, random);
        }
        file.close();
        try {
            return new SampleFile(seed, disk.content(), model);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Appends something to both.
    static void step(
            CommitFile file, ModelStore model, RandomHistory history, SplittableRandom random) {
        int dice = random.nextInt(20);
        if (dice == 0) {
            byte[] record = history.bytes(100);
            file.appendDefinitions(record);
            model.addDefinitions(record);
        } else if (dice == 1) {
            byte[] bytes = history.bytes(3000);
            file.putBlob(RandomHistory.blobId(bytes), "uchar-1", bytes);
            model.addBlob(RandomHistory.blobId(bytes), "uchar-1", bytes);
        } else {
            List<TestCommit> transaction = history.transaction(model);
            file.append(transaction.stream().map(TestCommit::encode).toList());
            transaction.forEach(model::add);
        }
    }

    static FileOptions options(int checkpointEntries) {
        return FileOptions.defaults().withCheckpointAfter(checkpointEntries, 1L << 30);
    }

    /// The file on a disk of its own, after `change` was done to its bytes.
    static Storage storage(byte[] bytes) {
        HeapStorage storage = new HeapStorage("sample.cdb");
        try {
            storage.setLength(bytes.length);
            storage.write(0, ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return storage;
    }

    /// The bytes that matter, as stretches from an offset to an offset: header, checkpoints, log
    /// records with the headers of their extents, and the pages of both checkpoints.
    TreeMap<Long, Long> liveStretches() throws IOException {
        TreeMap<Long, Long> live = new TreeMap<>();
        try (Storage storage = storage(content)) {
            Header header = Preamble.readHeader(storage, true);
            Volume volume = Volume.of(storage, header);
            volume.map().grow();
            SaltedCrc checksum = volume.checksum();
            for (long block :
                    new long[] {
                        FileLayout.HEADER, FileLayout.META_SLOT_0, FileLayout.META_SLOT_1
                    }) {
                live.put(block, block + FileLayout.BLOCK_SIZE);
            }
            long firstExtent = FileLayout.FIRST_EXTENT.offset();
            live.put(firstExtent, firstExtent + ExtentHeader.SIZE);
            Preamble.Slots slots = Preamble.readSlots(storage, checksum);
            LogScanner scanner =
                    new LogScanner(storage, checksum, LogPosition.start(FileLayout.FIRST_EXTENT));
            for (LogRecord record = scanner.next(); record != null; record = scanner.next()) {
                live.put(record.offset(), record.end());
                if (record.is(RecordType.NEXT_EXTENT)) {
                    long extent = scanner.position().extent().offset();
                    live.put(extent, extent + ExtentHeader.SIZE);
                }
            }
            for (Meta meta : new Meta[] {slots.newer(), slots.older()}) {
                for (IndexTree tree : IndexTree.values()) {
                    TreeRoot root = meta.roots().of(tree);
                    TreeWalker.pagesOf(volume.pages(), root)
                            .forEach(page -> {
                                long offset = Integer.toUnsignedLong(page) * header.pageSize();
                                live.put(offset, offset + header.pageSize());
                            });
                }
            }
        }
        return live;
    }

    /// Whether the byte at `offset` is in one of the stretches.
    static boolean isLive(TreeMap<Long, Long> stretches, long offset) {
        var stretch = stretches.floorEntry(offset);
        return stretch != null && offset < stretch.getValue();
    }
}
