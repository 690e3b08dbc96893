package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.blob.BlobElement;
import org.commitdb.blob.BlobId;
import org.commitdb.blob.BlobLayout;
import org.commitdb.blob.BlobView;
import org.commitdb.commit.CommitId;
import org.commitdb.dsm.Dsm;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.UnknownIdException;
import org.commitdb.state.CommitMutableState;
import org.commitdb.store.BlobStatistics;
import org.commitdb.store.Progress;
import org.commitdb.store.VerifyLevel;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.BlobIdValue;
import org.commitdb.value.Key;
import org.commitdb.value.StructureValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlobPoolTest {

    private static final Definitions PHOTOS =
            Dsm.parse(
                            "namespace Album {f529bc42-0618-4f54-a3fb-d55f95c5ad03} {\n"
                                    + "  concept Photo;\n"
                                    + "  struct Image { string title; blob_id pixels; };\n"
                                    + "  attachment<Photo, Image> image;\n"
                                    + "};\n")
                    .definitions();

    @TempDir private Path directory;
    private Path path;

    @BeforeEach
    void choosePath() {
        path = directory.resolve("album.cdb");
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    private static CommitMutableState naming(CommitDatabase database, BlobId id) {
        Attachment image = database.definitions().attachment("Album::Photo.image");
        CommitMutableState mutable = new CommitMutableState(database.initialState());
        mutable.attachmentMutating()
                .set(
                        image,
                        Key.create(image),
                        StructureValue.create(image)
                                .with("pixels", BlobIdValue.of(id.toByteArray())));
        return mutable;
    }

    @Test
    void blobsAreCreatedOnceAndRead() {
        try (CommitDatabase database = CommitDatabase.create(path, PHOTOS)) {
            byte[] bytes = bytes(900_000);
            BlobId id = database.createBlob(BlobLayout.BYTES, bytes);
            assertEquals(BlobId.ofContent("uchar-1", bytes), id);
            assertEquals(id, database.createBlob(BlobLayout.BYTES, bytes));
            assertEquals(
                    id, database.blobs().create(BlobLayout.BYTES, new ByteArrayInputStream(bytes)));
            assertEquals(List.of(id), database.blobIds().toList());
            assertTrue(database.blobs().has(id));
            assertEquals(new BlobStatistics(1, 900_000, 900_000), database.blobs().statistics());
            assertArrayEquals(bytes, database.blobs().read(id));
            assertArrayEquals(
                    Arrays.copyOfRange(bytes, 300_000, 300_100),
                    database.readBlob(id, 300_000, 100));
            assertEquals(0, database.readBlob(id, 900_000, 100).length);
            assertThrows(IndexOutOfBoundsException.class, () -> database.readBlob(id, 900_001, 1));
            BlobLayout floats = new BlobLayout(BlobElement.FLOAT, 3);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> database.createBlob(floats, new byte[13]));
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            database.blobs()
                                    .create(floats, new ByteArrayInputStream(new byte[400_001])));
            assertEquals(1, database.blobs().statistics().count());
        }
    }

    @Test
    void unknownBlobIsNamedInTheFailure() {
        try (CommitDatabase database = CommitDatabase.inMemory(PHOTOS)) {
            BlobId id = BlobId.ofContent("uchar-1", bytes(3));
            for (Runnable reading :
                    List.<Runnable>of(
                            () -> database.blobs().read(id),
                            () -> database.readBlob(id, 0, 1),
                            () -> database.blobs().input(id).close(),
                            () -> database.blobs().view(id))) {
                UnknownIdException failure = assertThrows(UnknownIdException.class, reading::run);
                assertEquals(id.toString(), failure.id());
                assertEquals("blob", failure.kind());
            }
        }
    }

    @Test
    void blobsAndTheCommitThatNamesThemAreOneStep() throws IOException {
        byte[] bytes = bytes(600_000);
        CommitId commit;
        BlobId id;
        try (CommitDatabase database = CommitDatabase.create(path, PHOTOS);
                BlobOutput output = database.blobs().output(BlobLayout.BYTES)) {
            output.write(bytes, 0, 500_000);
            output.write(bytes, 500_000, 99_999);
            output.write(bytes[599_999]);
            id = output.seal();
            assertThrows(
                    InvalidCommitException.class,
                    () -> database.commitMutations("too early", naming(database, id)));
            commit =
                    database.commitMutations(
                            "with its photo", "ada", naming(database, id), List.of(output));
            assertEquals(0, database.collectBlobs().count());
        }
        try (CommitDatabase database = CommitDatabase.open(path);
                BlobInput input = database.blobs().input(id)) {
            assertTrue(database.hasCommit(commit));
            assertEquals(600_000, input.available());
            assertEquals(bytes[0] & 0xff, input.read());
            input.seek(400_000);
            assertEquals(bytes[400_000] & 0xff, input.read());
            assertEquals(99_999, input.skip(99_999));
            assertArrayEquals(Arrays.copyOfRange(bytes, 500_000, 600_000), input.readAllBytes());
            assertEquals(600_000, input.position());
            assertEquals(-1, input.read());
            assertEquals(0, input.skip(10));
            assertThrows(IndexOutOfBoundsException.class, () -> input.seek(600_001));
            assertEquals(id, input.info().id());
        }
    }

    @Test
    void streamThatFailsLeavesNothing() {
        try (CommitDatabase database = CommitDatabase.inMemory(PHOTOS)) {
            InputStream failing =
                    new InputStream() {
                        private int left = 2_000_000;

                        @Override
                        public int read() throws IOException {
                            if (left-- <= 0) {
                                throw new IOException("the line is dead");
                            }
                            return left & 0xff;
                        }
                    };
            assertThrows(
                    UncheckedIOException.class,
                    () -> database.blobs().create(BlobLayout.BYTES, failing));
            assertEquals(BlobStatistics.NONE, database.blobs().statistics());
            assertTrue(database.verify(VerifyLevel.BLOBS, Progress.NONE).isSound());
        }
    }

    @Test
    void viewReadsNumbersWhereTheyLie() {
        ByteBuffer numbers = ByteBuffer.allocate(480_000).order(ByteOrder.LITTLE_ENDIAN);
        SplittableRandom random = new SplittableRandom(3);
        while (numbers.hasRemaining()) {
            numbers.putFloat((float) random.nextDouble());
        }
        BlobLayout layout = BlobLayout.parse("float-3");
        BlobView view;
        try (CommitDatabase database = CommitDatabase.create(path, PHOTOS)) {
            view = database.blobs().view(database.createBlob(layout, numbers.array()));
            assertEquals(40_000, view.count());
            assertTrue(view.bytes().isMapped(), "incompressible bytes are not copied");
            for (int i = 0; i < 40_000; i += 997) {
                assertEquals(numbers.getFloat(12 * i + 8), view.real(i, 2));
            }
            BlobView small = database.blobs().view(database.createBlob(layout, new byte[24]));
            assertEquals(0, small.real(1, 2));
            assertFalse(small.bytes().isMapped());
            BlobView packed =
                    database.blobs().view(database.createBlob(layout, new byte[1_200_000]));
            assertEquals(100_000, packed.count());
        }
        assertThrows(IllegalStateException.class, () -> view.real(0, 0));
    }

    @Test
    void copiesOfADatabaseHaveItsBlobs() {
        Path backup = directory.resolve("backup.cdb");
        Path flat = directory.resolve("flat.cdb");
        Path salvaged = directory.resolve("salvaged.cdb");
        byte[] bytes = bytes(1_500_000);
        BlobId id;
        try (CommitDatabase database = CommitDatabase.create(path, PHOTOS)) {
            id = database.createBlob(BlobLayout.BYTES, bytes);
            BlobId unnamed = database.createBlob(BlobLayout.BYTES, bytes(1_000_000));
            CommitId commit = database.commitMutations("photo", naming(database, id));
            assertEquals(1, database.collectBlobs().count());
            assertFalse(database.blobs().has(unnamed));
            database.createBlob(BlobLayout.BYTES, bytes(800_000));
            database.backup(backup, Progress.NONE);
            new Administration(database).flatten(commit, flat);
        }
        CommitDatabase.salvage(path, salvaged, Progress.NONE);
        CommitDatabase.compact(path, Progress.NONE);
        for (Path copy : List.of(backup, flat, salvaged, path)) {
            assertEquals(
                    List.of(),
                    CommitDatabase.verify(copy, VerifyLevel.BLOBS, Progress.NONE).findings());
            CommitDatabase.rebuildIndexes(copy, Progress.NONE);
            try (CommitDatabase database = CommitDatabase.open(copy)) {
                assertArrayEquals(bytes, database.blobs().read(id));
                assertTrue(database.verify(VerifyLevel.BLOBS, Progress.NONE).isSound());
            }
        }
    }
}
