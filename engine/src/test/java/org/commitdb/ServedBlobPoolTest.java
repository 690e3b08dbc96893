package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.blob.BlobElement;
import org.commitdb.blob.BlobId;
import org.commitdb.blob.BlobLayout;
import org.commitdb.commit.CommitId;
import org.commitdb.dsm.Dsm;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.UnknownIdException;
import org.commitdb.remote.ConnectionOptions;
import org.commitdb.state.CommitMutableState;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.BlobIdValue;
import org.commitdb.value.Key;
import org.commitdb.value.StructureValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The blobs of a database behind a server are used as those of a file.
final class ServedBlobPoolTest {

    private static final Definitions PHOTOS =
            Dsm.parse(
                            "namespace Album {f529bc42-0618-4f54-a3fb-d55f95c5ad03} {\n"
                                    + "  concept Photo;\n"
                                    + "  struct Image { string title; blob_id pixels; };\n"
                                    + "  attachment<Photo, Image> image;\n"
                                    + "};\n")
                    .definitions();

    private final CommitDatabase served = CommitDatabase.inMemory(PHOTOS);
    private final CommitDatabaseServer server = CommitDatabaseServer.start(served, 0);
    private final CommitDatabase client =
            CommitDatabase.connect(server.endpoint(), ConnectionOptions.DEFAULT);

    @AfterEach
    void closeAll() {
        client.close();
        server.close();
        served.close();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    private CommitMutableState naming(BlobId id) {
        Attachment image = client.definitions().attachment("Album::Photo.image");
        CommitMutableState mutable = new CommitMutableState(client.initialState());
        mutable.attachmentMutating()
                .set(
                        image,
                        Key.create(image),
                        StructureValue.create(image)
                                .with("pixels", BlobIdValue.of(id.toByteArray())));
        return mutable;
    }

    @Test
    void blobsAreStreamedReadInRangesAndViewed() throws IOException {
        byte[] large = bytes(5_000_000);
        BlobPool pool = client.blobs();
        BlobId id = pool.create(BlobLayout.BYTES, new ByteArrayInputStream(large));
        assertEquals(id, served.blobs().create(BlobLayout.BYTES, large));
        assertArrayEquals(large, pool.read(id));
        assertArrayEquals(
                Arrays.copyOfRange(large, 3_000_000, 3_000_500), pool.read(id, 3_000_000, 500));
        try (BlobInput input = pool.input(id)) {
            assertArrayEquals(large, input.readAllBytes());
            input.seek(4_999_999);
            assertEquals(large[4_999_999] & 0xff, input.read());
            assertEquals(-1, input.read());
        }
        BlobId floats = pool.create(new BlobLayout(BlobElement.FLOAT, 3), new byte[36]);
        assertEquals(3, pool.view(floats).count());
        assertEquals(pool.find(id.toString().substring(0, 20)), id);
        assertEquals(2, pool.ids().count());
        assertEquals(5_000_036, pool.statistics().size());
        assertEquals(2, pool.collect().count());
        assertThrows(UnknownIdException.class, () -> pool.read(id));
    }

    @Test
    void aBlobAndTheCommitThatNamesItAppearInOneStep() {
        byte[] large = bytes(2_000_000);
        try (BlobOutput output = client.blobs().output(BlobLayout.BYTES);
                BlobOutput other = client.blobs().output(BlobLayout.BYTES)) {
            output.write(large);
            other.write(7);
            CommitMutableState mutable = naming(output.seal());
            assertFalse(served.blobs().has(output.seal()));
            assertThrows(
                    InvalidCommitException.class,
                    () -> client.commitMutations("lacks one", "", mutable, List.of(other)));
            assertEquals(0, served.blobs().ids().count());
            CommitId commit =
                    client.commitMutations("with both", "", mutable, List.of(output, other));
            assertEquals(List.of(commit), served.headCommitIds());
        }
        assertEquals(2, served.blobs().ids().count());
        assertTrue(client.serverStatus().containsKey("uploads"));
    }
}
