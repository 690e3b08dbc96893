package org.commitdb.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.error.InvalidCommitException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [RecordStore] keeps about blobs. A store under test reads its commits with
/// [TestCommit#index].
public abstract class BlobStoreContract {

    private static final String LAYOUT = "uchar-1";

    /// Sizes around every border: of what is kept in a log, of a frame, of what is buffered.
    private static final int[] SIZES = {
        0, 1, 100, 32_000, 32_768, 33_000, 65_536, 262_143, 262_144, 262_145, 1_048_576, 1_048_577,
        3_000_000
    };

    /// The store under test.
    protected RecordStore store;

    /// An empty store.
    protected abstract RecordStore newStore() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = newStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    protected static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Random bytes that LZ4 cannot shorten, or bytes that it can.
    protected static byte[] content(int size, long seed, boolean compressible) {
        byte[] bytes = new byte[size];
        SplittableRandom random = new SplittableRandom(seed);
        if (compressible) {
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) (i % 97 == 0 ? random.nextInt(256) : i >> 8);
            }
        } else {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    private BlobWriter sealed(byte[] bytes, int piece) {
        BlobWriter writer = store.newBlob(LAYOUT);
        for (int from = 0; from < bytes.length; from += piece) {
            writer.write(bytes, from, Math.min(piece, bytes.length - from));
        }
        writer.seal();
        return writer;
    }

    private BlobId put(byte[] bytes) {
        BlobId id = BlobId.ofContent(LAYOUT, bytes);
        store.putBlob(id, LAYOUT, bytes);
        return id;
    }

    private byte[] read(BlobId id, long position, int length) {
        try (BlobReader reader = store.openBlob(id).orElseThrow()) {
            byte[] bytes = new byte[length];
            int count = reader.read(position, bytes, 0, length);
            return Arrays.copyOf(bytes, Math.max(0, count));
        }
    }

    @Test
    void newStoreHasNoBlob() {
        assertEquals(List.of(), store.blobIds(null, 10));
        assertEquals(BlobStatistics.NONE, store.blobStatistics());
        assertEquals(Optional.empty(), store.blobInfo(BlobId.NONE));
        assertTrue(store.openBlob(BlobId.NONE).isEmpty());
        assertEquals(BlobStatistics.NONE, store.collectBlobs());
    }

    @Test
    void streamedBlobIsReadAsItWasWritten() {
        for (int size : SIZES) {
            for (boolean compressible : new boolean[] {false, true}) {
                byte[] bytes = content(size, size, compressible);
                try (BlobWriter writer = sealed(bytes, 10_000)) {
                    BlobId id = writer.seal();
                    assertEquals(BlobId.ofContent(LAYOUT, bytes), id);
                    assertEquals(size, writer.size());
                    store.append(List.of(writer), List.of());
                    assertTrue(store.hasBlob(id));
                    BlobInfo info = store.blobInfo(id).orElseThrow();
                    assertEquals(id, info.id());
                    assertEquals(LAYOUT, info.layout());
                    assertEquals(size, info.size());
                    assertTrue(info.storedSize() <= size, info::toString);
                    assertArrayEquals(bytes, store.blob(id).orElseThrow().bytes());
                    assertArrayEquals(bytes, read(id, 0, size + 10));
                }
            }
        }
    }

    @Test
    void rangesAreReadWhereverTheyBeginAndEnd() {
        byte[] bytes = content(1_500_000, 5, true);
        BlobId id = put(bytes);
        SplittableRandom random = new SplittableRandom(5);
        try (BlobReader reader = store.openBlob(id).orElseThrow()) {
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(bytes.length);
                int length = random.nextInt(i % 2 == 0 ? 1_000 : bytes.length);
                byte[] target = new byte[length + 7];
                int count = reader.read(from, target, 7, length);
                assertEquals(Math.min(length, bytes.length - from), length == 0 ? 0 : count);
                assertArrayEquals(
                        Arrays.copyOfRange(bytes, from, from + count),
                        Arrays.copyOfRange(target, 7, 7 + count));
            }
            assertEquals(-1, reader.read(bytes.length, new byte[1], 0, 1));
            assertEquals(-1, reader.read(Long.MAX_VALUE, new byte[1], 0, 1));
            assertEquals(0, reader.read(bytes.length, new byte[1], 0, 0));
            assertThrows(IndexOutOfBoundsException.class, () -> reader.read(-1, new byte[1], 0, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> reader.read(0, new byte[1], 0, 2));
        }
    }

    @Test
    void readerThatWasClosedIsOfNoUse() {
        BlobReader reader = store.openBlob(put(text("bytes"))).orElseThrow();
        reader.close();
        reader.close();
        assertThrows(IllegalStateException.class, () -> reader.read(0, new byte[1], 0, 1));
    }

    @Test
    void blobIsThereOnlyOnceItIsAppended() {
        for (int size : new int[] {10, 500_000}) {
            byte[] bytes = content(size, 1, false);
            BlobId id;
            try (BlobWriter writer = sealed(bytes, size)) {
                id = writer.seal();
                assertFalse(store.hasBlob(id));
                assertEquals(List.of(), store.blobIds(null, 10));
            }
            assertFalse(store.hasBlob(id));
        }
    }

    @Test
    void blobAndCommitThatNamesItAppearTogether() {
        byte[] bytes = content(700_000, 2, false);
        try (BlobWriter large = sealed(bytes, 100_000);
                BlobWriter small = sealed(text("small"), 2)) {
            TestCommit commit =
                    TestCommit.labelled(CommitId.NONE, "names both")
                            .withBlobs(List.of(large.seal(), small.seal()));
            assertThrows(
                    InvalidCommitException.class,
                    () -> store.append(List.of(small), List.of(commit.encode())));
            assertEquals(0, store.lastOrdinal());
            assertFalse(store.hasBlob(small.seal()));
            store.append(List.of(large, small), List.of(commit.encode()));
            assertEquals(1, store.lastOrdinal());
        }
        assertEquals(2, store.blobIds(null, 10).size());
        assertEquals(2, store.blobStatistics().count());
        assertEquals(700_005, store.blobStatistics().size());
    }

    @Test
    void commitThatNamesAMissingBlobIsRefused() {
        byte[] commit =
                TestCommit.labelled(CommitId.NONE, "names it")
                        .withBlobs(List.of(BlobId.ofContent(LAYOUT, text("missing"))))
                        .encode();
        assertThrows(InvalidCommitException.class, () -> store.append(List.of(commit)));
        assertEquals(0, store.lastOrdinal());
    }

    @Test
    void sameBlobTwiceIsKeptOnce() {
        for (int size : new int[] {50, 400_000}) {
            byte[] bytes = content(size, 3, false);
            long before = store.blobStatistics().count();
            try (BlobWriter first = sealed(bytes, 1_000);
                    BlobWriter second = sealed(bytes, 7_000);
                    BlobWriter third = sealed(bytes, 9_000)) {
                store.append(List.of(first, second), List.of());
                store.append(List.of(third), List.of());
            }
            put(bytes);
            assertEquals(before + 1, store.blobStatistics().count());
            assertArrayEquals(bytes, store.blob(put(bytes)).orElseThrow().bytes());
        }
    }

    @Test
    void writerIsUsedInOneOrder() throws Exception {
        BlobWriter open = store.newBlob(LAYOUT);
        open.write(text("abc"), 1, 2);
        assertThrows(IndexOutOfBoundsException.class, () -> open.write(new byte[2], 1, 2));
        assertThrows(IllegalStateException.class, () -> store.append(List.of(open), List.of()));
        assertEquals(BlobId.ofContent(LAYOUT, text("bc")), open.seal());
        assertEquals(open.seal(), open.seal());
        assertThrows(IllegalStateException.class, () -> open.write(new byte[1]));
        store.append(List.of(open), List.of());
        assertThrows(IllegalStateException.class, () -> store.append(List.of(open), List.of()));
        open.close();
        open.close();
        assertTrue(store.hasBlob(BlobId.ofContent(LAYOUT, text("bc"))));
        BlobWriter closed = store.newBlob(LAYOUT);
        closed.close();
        assertThrows(IllegalStateException.class, () -> closed.write(new byte[1]));
        assertThrows(IllegalStateException.class, closed::seal);
    }

    @Test
    void idsAreListedInOrderPageByPage() {
        List<BlobId> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(put(text("blob " + i)));
            if (i % 20 == 0) {
                store.append(List.of(TestCommit.labelled(CommitId.NONE, "c" + i).encode()));
            }
        }
        Collections.sort(all);
        assertEquals(all, store.blobIds(null, Integer.MAX_VALUE));
        assertEquals(all.subList(0, 7), store.blobIds(null, 7));
        assertEquals(all.subList(8, 15), store.blobIds(all.get(7), 7));
        assertEquals(List.of(), store.blobIds(all.getLast(), 7));
        assertEquals(List.of(), store.blobIds(null, 0));
        assertThrows(IllegalArgumentException.class, () -> store.blobIds(null, -1));
    }

    @Test
    void collectionRemovesWhatNoCommitNames() {
        BlobId named = put(content(300_000, 7, false));
        BlobId unnamed = put(content(400_000, 8, false));
        BlobId small = put(text("small"));
        store.append(
                List.of(
                        TestCommit.labelled(CommitId.NONE, "names one")
                                .withBlobs(List.of(named))
                                .encode()));
        BlobStatistics removed = store.collectBlobs();
        assertEquals(2, removed.count());
        assertEquals(400_005, removed.size());
        assertTrue(store.hasBlob(named));
        assertFalse(store.hasBlob(unnamed));
        assertFalse(store.hasBlob(small));
        assertEquals(List.of(named), store.blobIds(null, 10));
        assertEquals(1, store.blobStatistics().count());
        assertEquals(BlobStatistics.NONE, store.collectBlobs());
        byte[] commit =
                TestCommit.labelled(CommitId.NONE, "too late").withBlobs(List.of(unnamed)).encode();
        assertThrows(InvalidCommitException.class, () -> store.append(List.of(commit)));
        assertEquals(unnamed, put(content(400_000, 8, false)));
        store.append(List.of(commit));
        assertEquals(BlobStatistics.NONE, store.collectBlobs());
        assertArrayEquals(content(400_000, 8, false), store.blob(unnamed).orElseThrow().bytes());
        assertArrayEquals(content(300_000, 7, false), store.blob(named).orElseThrow().bytes());
    }

    @Test
    void sealedBlobOutlivesTheCollectionOfItsTwin() {
        byte[] bytes = content(300_000, 9, false);
        BlobId id = put(bytes);
        try (BlobWriter writer = sealed(bytes, 50_000)) {
            assertEquals(1, store.collectBlobs().count());
            byte[] commit =
                    TestCommit.labelled(CommitId.NONE, "names it").withBlobs(List.of(id)).encode();
            store.append(List.of(writer), List.of(commit));
        }
        assertArrayEquals(bytes, store.blob(id).orElseThrow().bytes());
    }

    @Test
    void writerOfAnotherStoreIsMisuse() throws Exception {
        try (RecordStore other = new NaiveRecordStore(TestCommit::index);
                BlobWriter writer = other.newBlob(LAYOUT)) {
            writer.seal();
            assertThrows(
                    IllegalArgumentException.class, () -> store.append(List.of(writer), List.of()));
        }
    }
}
