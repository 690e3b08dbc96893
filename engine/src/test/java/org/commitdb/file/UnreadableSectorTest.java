package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.LogScanner;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.storage.Execution;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FaultStorage.Call;
import org.commitdb.file.storage.FaultStorage.Failure;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.Finding;
import org.commitdb.store.Progress;
import org.commitdb.store.SalvageReport;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A disk that cannot supply one sector costs what lies in that sector, and nothing else.
final class UnreadableSectorTest {

    private static final int SECTOR = 4096;
    private static final FileOptions OPTIONS = SampleFile.options(40);

    private final byte[] noise = new byte[100_000];
    private byte[] content;
    private final List<LogRecord> records = new ArrayList<>();

    @BeforeEach
    void makeFile() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        random.nextBytes(noise);
        SimDisk disk = new SimDisk();
        try (CommitFile file = CommitFile.create(disk.open(), OPTIONS, TestCommit::index)) {
            file.putBlob(blobId(), "uchar-1", noise);
            CommitId parent = CommitId.NONE;
            for (int i = 0; i < 200; i++) {
                TestCommit commit =
                        TestCommit.labelled(
                                i % 10 == 9 ? CommitId.NONE : parent,
                                i + "x".repeat(random.nextInt(800)));
                file.append(List.of(commit.encode()));
                parent = TestCommit.index(commit.encode()).header().id();
            }
        }
        content = disk.content();
        Storage storage = SampleFile.storage(content);
        LogScanner scanner =
                new LogScanner(
                        storage,
                        new SaltedCrc(Preamble.readHeader(storage, true).fileSalt()),
                        LogPosition.start(FileLayout.FIRST_EXTENT));
        for (LogRecord record = scanner.next(); record != null; record = scanner.next()) {
            records.add(record);
        }
    }

    private BlobId blobId() {
        return BlobId.ofContent("uchar-1", noise);
    }

    private FaultStorage without(long sector) {
        FaultStorage storage = new FaultStorage(SampleFile.storage(content));
        storage.failWhen(
                Failure.IO_ERROR,
                event ->
                        event.call() == Call.READ
                                && event.position() < sector + SECTOR
                                && event.position() + event.length() > sector);
        return storage;
    }

    private static boolean isLost(LogRecord record, long sector) {
        return record.offset() < sector + SECTOR && record.end() > sector;
    }

    @Test
    void salvageRecoversAllThatLiesElsewhere() throws IOException {
        assertTrue(records.stream().anyMatch(record -> record.is(RecordType.NEXT_EXTENT)));
        int lostBlobs = 0;
        for (long sector = 0; sector < content.length; sector += SECTOR) {
            SimNewFile target = new SimNewFile(Execution.MACHINE);
            SalvageReport report =
                    Maintenance.salvage(
                            without(sector), target, OPTIONS, TestCommit::index, Progress.NONE);
            Set<CommitId> recovered = new HashSet<>();
            long orphans = 0;
            for (LogRecord record : records) {
                if (record.is(RecordType.COMMIT) && !isLost(record, sector)) {
                    CommitHeader header = TestCommit.index(record.payload()).header();
                    if (header.parent().isNone() || recovered.contains(header.parent())) {
                        recovered.add(header.id());
                    } else {
                        orphans++;
                    }
                }
            }
            assertEquals(recovered.size(), report.commits(), "without the sector at " + sector);
            assertEquals(orphans, report.orphans());
            if (report.blobs() == 0) {
                lostBlobs++;
                assertBlobIsMissed(report, sector);
            }
        }
        // By its record, its frame or the table of its frames.
        int sectors = noise.length / SECTOR;
        assertTrue(lostBlobs >= sectors && lostBlobs <= sectors + 4, lostBlobs + " sectors");
    }

    private void assertBlobIsMissed(SalvageReport report, long sector) {
        boolean known =
                records.stream()
                        .noneMatch(record ->
                                record.is(RecordType.BLOB_EXTENT) && isLost(record, sector));
        String expected = known ? blobId().toString() : "the log record";
        assertTrue(report.losses().toString().contains(expected), () -> report.losses().toString());
    }

    @Test
    void verifyReportsTheRecordsInTheSectorAndNoOthers() throws IOException {
        for (long sector = FileLayout.FIRST_EXTENT.offset();
                sector < content.length;
                sector += SECTOR) {
            VerifyReport report =
                    Maintenance.verify(
                            without(sector), TestCommit::index, VerifyLevel.CONTENT, Progress.NONE);
            long bad = sector;
            long lost = records.stream().filter(record -> isLost(record, bad)).count();
            assertEquals(
                    records.size() - lost, report.logRecords(), "without the sector at " + bad);
            assertTrue(
                    lost == 0
                            || report.findings().stream()
                                    .anyMatch(found -> found.severity() == Finding.Severity.DATA));
        }
    }
}
