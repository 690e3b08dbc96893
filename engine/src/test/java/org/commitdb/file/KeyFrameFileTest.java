package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CorruptException;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.file.storage.NewFile;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyFrameFileTest {

    private static final FileOptions OPTIONS = FileOptions.defaults();
    private static final DocumentId DOCUMENT = new DocumentId(new UUID(1, 2), new UUID(-3, 4));
    private static final byte[] FRAME =
            "a frame that can be found".getBytes(StandardCharsets.UTF_8);

    private final SimDisk disk = new SimDisk();

    private CommitFile create() {
        CommitFile file = CommitFile.create(disk.open(), OPTIONS, TestCommit::index);
        TestCommit first = TestCommit.of(CommitId.NONE, 1, DOCUMENT, new byte[] {1});
        TestCommit second = TestCommit.of(first.id(), 2, DOCUMENT, new byte[] {2});
        file.append(List.of(first.encode(), second.encode()));
        return file;
    }

    private CommitFile open(FileOptions options) {
        return CommitFile.open(disk.open(), options, TestCommit::index);
    }

    @Test
    void frameIsFoundFromItsOrdinalOn() {
        try (CommitFile file = create()) {
            file.putFrame(DOCUMENT, 1, FRAME);
            file.checkpoint();
            assertEquals(0, file.newestFrame(DOCUMENT, 0));
            assertEquals(1, file.newestFrame(DOCUMENT, 1));
            assertEquals(1, file.newestFrame(DOCUMENT, Long.MAX_VALUE));
            assertEquals(0, file.newestFrame(new DocumentId(new UUID(1, 2), new UUID(0, 0)), 9));
            assertArrayEquals(FRAME, file.frame(DOCUMENT, 1));
            assertEquals(2, file.lastOrdinal(), "a frame is no commit");
        }
    }

    @Test
    void framePutBeforeCloseIsThereAfterwards() {
        try (CommitFile file = create()) {
            file.putFrame(DOCUMENT, 2, FRAME);
        }
        try (CommitFile file = open(OPTIONS.forReading())) {
            assertArrayEquals(FRAME, file.frame(DOCUMENT, 2));
        }
    }

    @Test
    void frameLargerThanARecordIsNotKept() {
        try (CommitFile file = create()) {
            file.putFrame(DOCUMENT, 1, new byte[LogRecord.MAX_PAYLOAD]);
            file.putFrame(DOCUMENT, 2, new byte[FrameRecord.MAX_FRAME]);
            file.checkpoint();
            assertEquals(0, file.newestFrame(DOCUMENT, 1));
            assertEquals(FrameRecord.MAX_FRAME, file.frame(DOCUMENT, 2).length);
        }
    }

    @Test
    void moreFramesThanMayWaitAreLetGoAndNothingFails() {
        try (CommitFile file = create()) {
            for (int i = 0; i < 40; i++) {
                file.putFrame(DOCUMENT, 1 + i % 2, new byte[FrameRecord.MAX_FRAME]);
            }
            file.checkpoint();
            assertEquals(2, file.lastOrdinal());
        }
    }

    @Test
    void fileThatIsReadOnlyKeepsNoFrames() {
        create().close();
        try (CommitFile file = open(OPTIONS.forReading())) {
            assertFalse(file.keepsFrames());
            file.putFrame(DOCUMENT, 1, FRAME);
            assertEquals(0, file.newestFrame(DOCUMENT, 2));
            assertThrows(UnsupportedOperationException.class, file::dropFrames);
        }
    }

    @Test
    void closedFileKeepsNoFrames() {
        CommitFile file = create();
        assertTrue(file.keepsFrames());
        file.close();
        assertFalse(file.keepsFrames());
        assertThrows(IllegalStateException.class, () -> file.newestFrame(DOCUMENT, 1));
    }

    @Test
    void fileWithFramesHasNoFindings() {
        try (CommitFile file = create()) {
            file.putFrame(DOCUMENT, 1, FRAME);
            file.dropFrames();
            file.putFrame(DOCUMENT, 2, FRAME);
            file.checkpoint();
            assertEquals(List.of(), file.verify(VerifyLevel.BLOBS, Progress.NONE).findings());
        }
        assertEquals(
                List.of(),
                Maintenance.verify(disk.open(), TestCommit::index, VerifyLevel.BLOBS, Progress.NONE)
                        .findings());
    }

    @Test
    void copyLeavesFramesBehind(@TempDir Path folder) {
        Path copy = folder.resolve("copy.cdb");
        try (CommitFile file = create()) {
            file.putFrame(DOCUMENT, 1, FRAME);
            file.checkpoint();
            file.copyTo(NewFile.at(copy), OPTIONS, Progress.NONE);
        }
        try (CommitFile file =
                CommitFile.open(FileStorage.open(copy), OPTIONS, TestCommit::index)) {
            assertEquals(2, file.lastOrdinal());
            assertEquals(0, file.newestFrame(DOCUMENT, 2));
        }
    }

    @Test
    void damagedFrameIsReported() throws IOException {
        try (CommitFile file = create()) {
            file.putFrame(DOCUMENT, 1, FRAME);
        }
        flip(FRAME);
        try (CommitFile file = open(OPTIONS)) {
            assertEquals(1, file.newestFrame(DOCUMENT, 2));
            assertThrows(CorruptException.class, () -> file.frame(DOCUMENT, 1));
            assertNotNull(file.commit(1));
        }
    }

    /// Changes a byte where the disk has `bytes`.
    private void flip(byte[] bytes) throws IOException {
        try (Storage storage = disk.open()) {
            byte[] all = new byte[(int) storage.size()];
            storage.read(0, all, 0, all.length);
            int flipped = 0;
            for (int at = 0; at <= all.length - bytes.length; at++) {
                if (Arrays.equals(all, at, at + bytes.length, bytes, 0, bytes.length)) {
                    storage.write(at, ByteBuffer.wrap(new byte[] {(byte) (all[at] ^ 1)}));
                    flipped++;
                }
            }
            assertEquals(1, flipped);
        }
    }
}
