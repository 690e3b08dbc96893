package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.error.CorruptException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.file.storage.Execution;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;

/// Changes the bytes of a database file that nobody has open, and judges what the engine makes of
/// it.
final class Damage {

    private static final int SECTOR = 512;
    private static final int PAGE = 4096;

    private final SplittableRandom random;
    private final Execution execution;
    private final FileOptions options;
    private byte[] earlier = new byte[0];

    Damage(SplittableRandom random, Execution execution, FileOptions options) {
        this.random = random;
        this.execution = execution;
        this.options = options;
    }

    /// The bytes after a change that must not matter.
    byte[] harmless(FaultClass fault, byte[] bytes) throws IOException {
        byte[] before = earlier;
        earlier = bytes;
        if (bytes.length < FileLayout.MIN_LENGTH) {
            return bytes;
        }
        return switch (fault) {
            case BOTH_SLOTS_DAMAGED -> {
                byte[] changed = bytes.clone();
                scribble(changed, FileLayout.META_SLOT_0 + random.nextInt(400), 40);
                scribble(changed, FileLayout.META_SLOT_1 + random.nextInt(400), 40);
                yield changed;
            }
            case STATUS_RANDOM -> {
                byte[] changed = bytes.clone();
                scribble(changed, FileLayout.STATUS, FileLayout.BLOCK_DISTANCE);
                yield changed;
            }
            case GARBAGE_BEHIND_THE_END -> withGarbage(bytes);
            case STALE_RECORDS_BEHIND_TAIL -> withStaleRecords(bytes, before);
            default -> throw new IllegalArgumentException(fault + " is not harmless");
        };
    }

    private byte[] withGarbage(byte[] bytes) {
        int more = 1 + random.nextInt(300_000);
        byte[] changed = Arrays.copyOf(bytes, bytes.length + more);
        if (random.nextBoolean()) {
            scribble(changed, bytes.length, more);
        } else {
            // Sound blocks at the wrong place.
            int from = random.nextInt(bytes.length / PAGE) * PAGE;
            int count = Math.min(more, bytes.length - from);
            System.arraycopy(bytes, from, changed, bytes.length, count);
        }
        return changed;
    }

    /// Puts back what was behind the end of the log before, a sector away from the end.
    private byte[] withStaleRecords(byte[] bytes, byte[] before) throws IOException {
        byte[] changed = bytes.clone();
        FileMapOfLog log = FileMapOfLog.of(bytes);
        int end = (int) Math.min(log.end().extent().end(), bytes.length);
        int tail = (int) log.end().offset();
        byte[] source = before.length > tail ? before : bytes;
        for (int at = (tail / SECTOR + 2) * SECTOR; at + SECTOR <= end; at += SECTOR) {
            int from = source == before ? at : (int) FileLayout.FIRST_EXTENT.offset() + at % PAGE;
            if (from + SECTOR <= source.length) {
                System.arraycopy(source, from, changed, at, SECTOR);
            }
        }
        return changed;
    }

    /// `lying`, which is what is left of a disk that held something else, after one more lie; the
    /// same array when there was nothing to lie about.
    byte[] lie(FaultClass fault, SimDisk disk, byte[] lying) throws IOException {
        if (lying.length < FileLayout.MIN_LENGTH) {
            return lying;
        }
        return switch (fault) {
            case CHECKPOINT_WITHOUT_PAGES ->
                    disk.lies(lying).lostPages(random, FileLayout.MIN_LENGTH).orElse(lying);
            case LOST_WRITE -> disk.lies(lying).lostWrite(random).orElse(lying);
            case MISDIRECTED_WRITE -> disk.lies(lying).misdirectedWrite(random).orElse(lying);
            case STALE_PAGE -> disk.lies(lying).stalePage(random).orElse(lying);
            case BIT_FLIP -> {
                byte[] changed = lying.clone();
                changed[(int) somewhere(lying)] ^= (byte) (1 << random.nextInt(8));
                yield changed;
            }
            case ZEROED_SECTOR_IN_LOG -> {
                byte[] changed = lying.clone();
                List<FileMapOfLog.Stretch> records = FileMapOfLog.of(lying).records();
                if (records.isEmpty()) {
                    yield lying;
                }
                FileMapOfLog.Stretch record = records.get(random.nextInt(records.size()));
                int at = (int) (record.from() / SECTOR * SECTOR);
                Arrays.fill(changed, at, Math.min(at + SECTOR, changed.length), (byte) 0);
                yield changed;
            }
            default -> throw new IllegalArgumentException(fault + " is no lie");
        };
    }

    private long somewhere(byte[] bytes) throws IOException {
        FileMapOfLog log = FileMapOfLog.of(bytes);
        List<FileMapOfLog.Stretch> live = new ArrayList<>(log.live());
        if (random.nextInt(4) == 0 || live.isEmpty()) {
            return random.nextInt(bytes.length);
        }
        FileMapOfLog.Stretch stretch = live.get(random.nextInt(live.size()));
        return random.nextLong(stretch.from(), stretch.to());
    }

    private void scribble(byte[] bytes, long offset, int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, bytes, (int) offset, length);
    }

    private Storage storage(SimDisk disk) {
        return new FaultStorage(disk.open(), execution);
    }

    /// Checks what becomes of a file that should hold `honest` and holds `lying`: what matters is
    /// reported, what does not matter is not, nothing is read wrong, and what was durable is cut
    /// off only where nothing in the file tells that it was.
    ///
    /// @param strict whether damage of this kind is always noticed, also where it is harmless
    void judge(byte[] honest, byte[] lying, boolean strict) throws IOException {
        FileMapOfLog log = FileMapOfLog.of(honest);
        boolean matters = log.matters(honest, lying);
        int firstDamaged = log.firstDamagedRecord(honest, lying);
        VerifyReport report = verify(lying);
        boolean mayCut = log.mayCut(honest, lying);
        if (Boolean.getBoolean("simulation.trace")) {
            System.out.println(log.describe(honest, lying) + report.findings());
        }
        if (!matters) {
            // Unless it was damaged before.
            assertTrue(
                    report.isSound()
                            || report.findings().equals(verify(honest).findings())
                            || log.differsInEmptySlot(honest, lying),
                    () -> "a false alarm: " + report.findings());
        }
        // A slot or a page that is merely old may go unnoticed; then nothing is missing.
        boolean harmless = matters && report.isSound() && !mayCut;
        assertTrue(!harmless || !strict, "damage that nobody noticed");
        List<byte[]> expected = commitsOf(honest);
        boolean opened = readAll(lying, expected, matters && !harmless, mayCut);
        if (matters && firstDamaged < 0 && log.headerIsSame(honest, lying)) {
            rebuildHeals(lying, expected);
        } else if (matters && (!opened || !mayCut)) {
            salvageIsRight(log, honest, lying, expected);
        }
    }

    private VerifyReport verify(byte[] bytes) {
        return Maintenance.verify(
                storage(new SimDisk(bytes)), TestCommit::index, VerifyLevel.BLOBS, Progress.NONE);
    }

    private List<byte[]> commitsOf(byte[] bytes) {
        try (CommitFile file =
                CommitFile.open(
                        storage(new SimDisk(bytes)), options.forReading(), TestCommit::index)) {
            List<byte[]> commits = new ArrayList<>();
            for (long ordinal = 1; ordinal <= file.lastOrdinal(); ordinal++) {
                commits.add(file.commit(ordinal));
            }
            return commits;
        }
    }

    /// Reads everything; returns whether the file could be opened.
    private boolean readAll(byte[] lying, List<byte[]> expected, boolean matters, boolean mayCut) {
        try (CommitFile file =
                CommitFile.open(storage(new SimDisk(lying)), options, TestCommit::index)) {
            long last = file.lastOrdinal();
            if (!mayCut) {
                assertEquals(expected.size(), last, "the history changed its length");
            }
            int refused = 0;
            for (long ordinal = 1; ordinal <= Math.min(last, expected.size()); ordinal++) {
                byte[] commit = expected.get((int) ordinal - 1);
                CommitId id = TestCommit.index(commit).header().id();
                try {
                    assertArrayEquals(commit, file.commit(ordinal));
                    assertEquals(ordinal, file.ordinalOf(id));
                } catch (CorruptException e) {
                    refused++;
                }
            }
            assertTrue(matters || refused == 0, "a read was refused without need");
            return true;
        } catch (CorruptException | IncompatibleException e) {
            assertTrue(matters, "opening was refused without need");
            return false;
        }
    }

    /// The log is whole: trees that are not come back.
    private void rebuildHeals(byte[] lying, List<byte[]> expected) {
        SimDisk disk = new SimDisk(lying);
        Maintenance.rebuildIndexes(storage(disk), options, TestCommit::index, Progress.NONE);
        try (CommitFile file = CommitFile.open(storage(disk), options, TestCommit::index)) {
            assertEquals(expected.size(), file.lastOrdinal());
            for (long ordinal = 1; ordinal <= expected.size(); ordinal++) {
                byte[] commit = expected.get((int) ordinal - 1);
                assertArrayEquals(commit, file.commit(ordinal));
                assertEquals(ordinal, file.ordinalOf(TestCommit.index(commit).header().id()));
            }
        }
    }

    /// What is recovered was there.
    private void salvageIsRight(
            FileMapOfLog log, byte[] honest, byte[] lying, List<byte[]> expected) {
        SimNewFile target = new SimNewFile(execution);
        try {
            Maintenance.salvage(
                    storage(new SimDisk(lying)), target, options, TestCommit::index, Progress.NONE);
        } catch (IncompatibleException e) {
            assertTrue(
                    expected.isEmpty() || log.isBeheaded(honest, lying),
                    "nothing could be salvaged");
            return;
        } catch (CommitDatabaseException e) {
            throw new AssertionError("salvaging failed", e);
        }
        try (CommitFile file =
                CommitFile.open(storage(target.published()), options, TestCommit::index)) {
            for (byte[] commit : expected) {
                long ordinal = file.ordinalOf(TestCommit.index(commit).header().id());
                if (ordinal != 0) {
                    assertArrayEquals(commit, file.commit(ordinal));
                }
            }
        }
    }
}
