package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.commit.CommitId;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.log.TransactionEncoder;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.Finding;
import org.commitdb.store.ModelStore;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Damage of every kind: it is found where it matters, nothing is ever raised, and no read returns
/// a wrong value.
@Execution(ExecutionMode.CONCURRENT)
final class VerifyCorruptionTest {

    private static final int FLIPS = 600;
    private static final int PAGE = 4096;
    private static final int PREAMBLE = (int) FileLayout.FIRST_EXTENT.offset() / PAGE;

    private static VerifyReport verify(byte[] bytes) {
        return Maintenance.verify(
                SampleFile.storage(bytes), TestCommit::index, VerifyLevel.BLOBS, Progress.NONE);
    }

    private static boolean readsRightOrRefuses(byte[] bytes, ModelStore model, boolean readOnly) {
        return StoreChecks.answersRightOrRefuses(SampleFile.storage(bytes), model, readOnly);
    }

    @Test
    void everyFlipInLiveDataIsFoundAndNoReadIsWrong() throws IOException {
        int tried = 0;
        int live = 0;
        int detected = 0;
        int harmless = 0;
        for (long seed = 1; seed <= 3; seed++) {
            SampleFile sample = SampleFile.make(seed, 250, 150);
            TreeMap<Long, Long> stretches = sample.liveStretches();
            SplittableRandom random = new SplittableRandom(seed);
            List<Long> liveBytes = new ArrayList<>();
            stretches.forEach((from, to) -> {
                for (long at = from; at < to; at += 16) {
                    liveBytes.add(at);
                }
            });
            for (int i = 0; i < FLIPS / 3; i++) {
                long offset =
                        i % 4 == 0
                                ? random.nextLong(sample.content().length)
                                : liveBytes.get(random.nextInt(liveBytes.size()))
                                        + random.nextInt(8);
                int bit = random.nextInt(8);
                byte[] flipped = sample.content().clone();
                flipped[(int) offset] ^= (byte) (1 << bit);
                String place = "seed " + seed + ", bit " + bit + " of byte " + offset;
                boolean found = !verify(flipped).isSound();
                boolean whole = readsRightOrRefuses(flipped, sample.model(), i % 2 == 0);
                tried++;
                if (SampleFile.isLive(stretches, offset)) {
                    live++;
                    detected += found ? 1 : 0;
                    assertTrue(found, place);
                } else {
                    harmless++;
                    assertTrue(whole, place);
                    assertFalse(found, place);
                }
            }
        }
        System.out.printf(
                "bit flips: %d tried, %d in live data, %d of these detected, %d elsewhere and"
                        + " harmless, 0 wrong reads%n",
                tried, live, detected, harmless);
    }

    @Test
    void truncationAtEveryLengthIsFoundOrHarmless() {
        SampleFile sample = SampleFile.make(4, 60, 40);
        byte[] content = sample.content();
        int found = 0;
        int harmless = 0;
        for (int length = content.length - 1; length >= 0; length -= length > 700 ? 509 : 1) {
            byte[] cut = Arrays.copyOf(content, length);
            VerifyReport report = verify(cut);
            boolean whole = readsRightOrRefuses(cut, sample.model(), true);
            assertTrue(whole || !report.isSound(), "length " + length);
            found += report.isSound() ? 0 : 1;
            harmless += report.isSound() ? 1 : 0;
        }
        System.out.printf("truncations: %d found, %d harmless%n", found, harmless);
        assertTrue(found > harmless);
    }

    @Test
    void zeroedAndSwappedPagesAreFound() throws IOException {
        SampleFile sample = SampleFile.make(5, 300, 100);
        TreeMap<Long, Long> stretches = sample.liveStretches();
        SplittableRandom random = new SplittableRandom(5);
        int pages = sample.content().length / PAGE;
        for (int page = 0; page < pages; page++) {
            byte[] zeroed = sample.content().clone();
            Arrays.fill(zeroed, page * PAGE, (page + 1) * PAGE, (byte) 0);
            check(sample, stretches, zeroed, "zeroed page " + page);
            int other = random.nextInt(pages);
            while (kind(stretches, other) != kind(stretches, page)) {
                other = random.nextInt(pages);
            }
            byte[] swapped = sample.content().clone();
            System.arraycopy(sample.content(), page * PAGE, swapped, other * PAGE, PAGE);
            System.arraycopy(sample.content(), other * PAGE, swapped, page * PAGE, PAGE);
            check(sample, stretches, swapped, "swapped pages " + page + " and " + other);
        }
    }

    /// Pages of two kinds are not swapped: with the newest checkpoint and the end of the log gone
    /// at once, a file looks like an older one to whoever only opens it.
    private static int kind(Map<Long, Long> stretches, int page) {
        Long end = stretches.get((long) page * PAGE);
        boolean tree = end != null && end == (page + 1L) * PAGE;
        return page < PREAMBLE ? 0 : tree ? 1 : 2;
    }

    /// A changed live byte is found, and reads are right or refused.
    private static void check(
            SampleFile sample, Map<Long, Long> stretches, byte[] changed, String place) {
        boolean matters = false;
        for (var stretch : stretches.entrySet()) {
            int from = stretch.getKey().intValue();
            int to = stretch.getValue().intValue();
            matters |= Arrays.mismatch(changed, from, to, sample.content(), from, to) >= 0;
        }
        VerifyReport report = verify(changed);
        boolean whole;
        try {
            whole = readsRightOrRefuses(changed, sample.model(), true);
        } catch (AssertionError e) {
            throw new AssertionError(place + ": " + e.getMessage() + report.findings(), e);
        }
        if (matters) {
            assertFalse(report.isSound(), place);
        } else {
            assertTrue(whole, place);
            assertEquals(List.of(), report.findings(), place);
        }
    }

    @Test
    void stalePagesAndStaleSlotsAreFound() throws IOException {
        SimDisk disk = new SimDisk();
        SplittableRandom random = new SplittableRandom(6);
        RandomHistory history = new RandomHistory(random, 10, 40);
        ModelStore model = new ModelStore();
        List<byte[]> images = new ArrayList<>();
        CommitFile file =
                CommitFile.create(disk.open(), SampleFile.options(1 << 20), TestCommit::index);
        for (int round = 0; round < 8; round++) {
            for (int step = 0; step < 20; step++) {
                SampleFile.step(file, model, history, random);
            }
            file.checkpoint();
            images.add(disk.content());
        }
        file.close();
        byte[] now = disk.content();
        SampleFile sample = new SampleFile(6, now, model);
        TreeMap<Long, Long> stretches = sample.liveStretches();
        int stale = 0;
        for (byte[] old : images) {
            // The room ahead of need was cut off at the end.
            int end = Math.min(old.length, now.length) / PAGE;
            for (int page = (int) FileLayout.MIN_LENGTH / PAGE; page < end; page++) {
                byte[] changed = now.clone();
                System.arraycopy(old, page * PAGE, changed, page * PAGE, PAGE);
                if (!Arrays.equals(changed, now)) {
                    stale++;
                    check(sample, stretches, changed, "stale page " + page);
                }
            }
        }
        System.out.println("stale pages: " + stale + " tried");
        assertTrue(stale > 50);
    }

    @Test
    void unreadableSectorsAreFindings() throws IOException {
        SampleFile sample = SampleFile.make(7, 100, 60);
        for (long at = 0; at < sample.content().length; at += 16_384) {
            long bad = at;
            FaultStorage storage = new FaultStorage(SampleFile.storage(sample.content()));
            storage.failWhen(
                    FaultStorage.Failure.IO_ERROR,
                    event ->
                            event.call() == FaultStorage.Call.READ
                                    && event.position() >= bad
                                    && event.position() < bad + 16_384);
            VerifyReport report =
                    Maintenance.verify(
                            storage, TestCommit::index, VerifyLevel.BLOBS, Progress.NONE);
            assertTrue(report.level() == VerifyLevel.BLOBS);
        }
    }

    /// A file whose log has one more transaction, sound in every checksum, with such records.
    private static byte[] withRecords(SampleFile sample, RecordType type, byte[]... payloads)
            throws IOException {
        Storage storage = SampleFile.storage(sample.content());
        SaltedCrc checksum = new SaltedCrc(Preamble.readHeader(storage, true).fileSalt());
        Meta meta = Preamble.readSlots(storage, checksum).newer();
        LogPosition tail = meta.replay();
        TransactionEncoder encoder =
                new TransactionEncoder(
                        storage,
                        checksum,
                        (current, length) -> {
                            throw new IOException("no room in " + new LogExtent(65536, 65536, 1));
                        },
                        tail);
        encoder.begin(tail, meta.lastTxn() + 1, 0);
        for (byte[] payload : payloads) {
            encoder.add(type, payload);
        }
        encoder.finish();
        byte[] bytes = new byte[(int) storage.size()];
        storage.read(0, bytes, 0, bytes.length);
        return bytes;
    }

    @Test
    void hostileRecordsWithValidChecksumsAreFindings() throws IOException {
        SampleFile sample = SampleFile.make(8, 30, 1 << 20);
        SplittableRandom random = new SplittableRandom(8);
        int sound = 0;
        for (RecordType type : RecordType.values()) {
            for (int i = 0; i < 60; i++) {
                byte[] payload = new byte[random.nextInt(80)];
                random.nextBytes(payload);
                if (i % 3 == 0) {
                    Arrays.fill(payload, (byte) 0xff);
                }
                byte[] bytes = withRecords(sample, type, payload);
                VerifyReport report = verify(bytes);
                boolean judged =
                        switch (type) {
                            case COMMIT,
                                    BLOB_INLINE,
                                    BLOB_EXTENT,
                                    TOMBSTONE,
                                    ALLOC,
                                    FREE,
                                    DROP_BLOB ->
                                    true;
                            case FRAME -> payload.length < 64;
                            case DEFINITIONS, NEXT_EXTENT, DROP_FRAMES -> false;
                        };
                if (judged) {
                    assertFalse(report.isSound(), type + " " + Arrays.toString(payload));
                }
                sound += report.isSound() ? 1 : 0;
            }
        }
        assertTrue(sound < 300);
    }

    @Test
    void orphansForgedBlobsAndOverlappingExtentsAreFound() throws IOException {
        SampleFile sample = SampleFile.make(9, 30, 1 << 20);
        byte[] nobody = new byte[CommitId.SIZE];
        nobody[0] = 1;
        byte[] orphan = TestCommit.labelled(CommitId.of(nobody), "orphan").encode();
        assertFound(withRecords(sample, RecordType.COMMIT, orphan), "before its child");
        byte[] forged = new byte[60];
        forged[32] = 7;
        assertFound(withRecords(sample, RecordType.BLOB_INLINE, forged), "a blob with the hash");
        byte[] overlap = new byte[24];
        overlap[2] = 1;
        overlap[10] = 1;
        overlap[16] = ExtentIndex.TREE;
        assertFound(withRecords(sample, RecordType.ALLOC, overlap), "an extent apart");
    }

    private static void assertFound(byte[] bytes, String expected) {
        List<Finding> findings = verify(bytes).findings();
        assertTrue(
                findings.stream().anyMatch(finding -> finding.expected().contains(expected)),
                findings::toString);
    }

    @Test
    void foreignBytesAreOneFinding() {
        SplittableRandom random = new SplittableRandom(10);
        for (int size : new int[] {0, 1, 511, 512, 4096, 131_072, 300_000}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            VerifyReport report = verify(bytes);
            assertEquals(1, report.findings().size());
            assertEquals(Finding.Severity.DATA, report.findings().getFirst().severity());
        }
    }

    @Test
    void progressEndsAtTheTotal() {
        SampleFile sample = SampleFile.make(11, 100, 50);
        List<long[]> told = new ArrayList<>();
        Maintenance.verify(
                SampleFile.storage(sample.content()),
                TestCommit::index,
                VerifyLevel.BLOBS,
                (done, total) -> told.add(new long[] {done, total}));
        assertEquals(told.getLast()[0], told.getLast()[1]);
        for (int i = 1; i < told.size(); i++) {
            assertTrue(told.get(i)[0] >= told.get(i - 1)[0]);
        }
    }
}
