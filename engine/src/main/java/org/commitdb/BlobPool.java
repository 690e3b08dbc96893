package org.commitdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.commitdb.blob.BlobId;
import org.commitdb.blob.BlobLayout;
import org.commitdb.blob.BlobView;
import org.commitdb.error.UnknownIdException;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobReader;
import org.commitdb.store.BlobStatistics;
import org.commitdb.store.RecordStore;

/// The blobs of a database: immutable bytes of any size, each kept once under the hash of its
/// layout and bytes.
///
/// A commit names blobs by their ids, and is refused when the database lacks one. Blobs that no
/// commit names stay until [#collect]. **Threads**: any. **Errors**, of every method: those of
/// [CommitDatabase]; [UnknownIdException] when a blob that is to be read is not there.
public final class BlobPool {

    private static final int PAGE = 1 << 10;
    private static final int PIECE = 1 << 18;

    private final RecordStore store;

    BlobPool(RecordStore store) {
        this.store = store;
    }

    /// Stores a blob, unless it is there, and returns its id.
    ///
    /// **Errors**: [IllegalArgumentException] when the bytes are no whole number of elements.
    public BlobId create(BlobLayout layout, byte[] bytes) {
        layout.count(bytes.length);
        String text = layout.toString();
        BlobId id = BlobId.ofContent(text, bytes);
        store.putBlob(id, text, bytes);
        return id;
    }

    /// Stores what `source` has left, unless it is there, and returns its id. **Cost**: constant
    /// memory.
    ///
    /// **Errors**: [UncheckedIOException] when `source` cannot be read, and
    /// [IllegalArgumentException] when its bytes are no whole number of elements: nothing is stored
    /// then.
    public BlobId create(BlobLayout layout, InputStream source) {
        try (BlobOutput output = output(layout)) {
            byte[] piece = new byte[PIECE];
            for (int count = source.read(piece); count >= 0; count = source.read(piece)) {
                output.write(piece, 0, count);
            }
            layout.count(output.size());
            return output.store();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Begins a blob of any size.
    public BlobOutput output(BlobLayout layout) {
        return new BlobOutput(store, store.newBlob(layout.toString()));
    }

    /// Whether the blob is there.
    public boolean has(BlobId id) {
        return store.hasBlob(id);
    }

    /// What is known of a blob; empty when it is not there.
    public Optional<BlobInfo> info(BlobId id) {
        return store.blobInfo(id);
    }

    /// The blob that `text` names: an id, or a prefix of one that no other blob's id has.
    ///
    /// **Errors**: [UnknownIdException] when it names none, or several.
    public BlobId find(String text) {
        boolean digits =
                !text.isEmpty()
                        && text.length() <= 2 * BlobId.SIZE
                        && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
        if (digits) {
            String prefix = text.toLowerCase(Locale.ROOT);
            BlobId least = BlobId.parse(prefix + "0".repeat(2 * BlobId.SIZE - prefix.length()));
            List<BlobId> found = new ArrayList<>();
            if (store.hasBlob(least)) {
                found.add(least);
            }
            store.blobIds(least, 2).stream()
                    .filter(id -> id.toString().startsWith(prefix))
                    .forEach(found::add);
            if (found.size() == 1) {
                return found.getFirst();
            }
            if (!found.isEmpty()) {
                throw new UnknownIdException(
                        "several blobs have ids that begin with " + text + "; give more digits",
                        "blob",
                        text);
            }
        }
        throw new UnknownIdException("the database has no blob '" + text + "'", "blob", text);
    }

    /// The ids of all blobs, ascending. **Cost**: lazy, a page of ids at a time.
    public Stream<BlobId> ids() {
        return Stream.iterate(
                        store.blobIds(null, PAGE),
                        page -> !page.isEmpty(),
                        page -> store.blobIds(page.getLast(), PAGE))
                .flatMap(List::stream);
    }

    /// Facts about all blobs together. **Cost**: O(blobs).
    public BlobStatistics statistics() {
        return store.blobStatistics();
    }

    /// All bytes of a blob.
    ///
    /// **Errors**: [IllegalArgumentException] when an array cannot hold them.
    public byte[] read(BlobId id) {
        return store.blob(id).orElseThrow(() -> unknown(id)).bytes();
    }

    /// `length` bytes of a blob from `offset` on, fewer where it ends. **Cost**: reads only the
    /// frames that the range touches.
    ///
    /// **Errors**: [IndexOutOfBoundsException] when `offset` is not within the blob or at its end,
    /// or `length` is negative.
    public byte[] read(BlobId id, long offset, int length) {
        try (BlobReader reader = open(id)) {
            long size = reader.info().size();
            if (offset < 0 || offset > size || length < 0) {
                throw new IndexOutOfBoundsException(
                        length + " bytes from " + offset + " on of a blob of " + size + " bytes");
            }
            byte[] bytes = new byte[(int) Math.min(length, size - offset)];
            reader.read(offset, bytes, 0, bytes.length);
            return bytes;
        }
    }

    /// A stream over a blob.
    public BlobInput input(BlobId id) {
        return new BlobInput(open(id));
    }

    /// A view of a blob: over its bytes in the file, without copying them, where they lie there as
    /// they are and in one piece; over a copy on the heap elsewhere. All of it is verified first.
    /// The view is good until the database is closed or the blob collected.
    ///
    /// **Errors**: [IllegalArgumentException] when the blob's layout is none, or it would have to
    /// be copied and an array cannot hold it.
    public BlobView view(BlobId id) {
        BlobInfo info = info(id).orElseThrow(() -> unknown(id));
        BlobLayout layout = BlobLayout.parse(info.layout());
        MemorySegment mapped = store.mapBlob(id);
        return mapped == null ? BlobView.of(layout, read(id)) : BlobView.of(layout, mapped);
    }

    /// Removes the blobs that no commit names, and returns what they were. Their room is used
    /// again; compacting the file gives it back to the disk. A deleted commit counts as long as it
    /// is in the file: compact the file first to let its blobs go, too.
    ///
    /// A commit that names a blob while this runs either comes first, and the blob stays, or is
    /// refused. A blob that is stored together with the commit that names it is never at risk.
    /// **Cost**: reads every commit.
    public BlobStatistics collect() {
        return store.collectBlobs();
    }

    private BlobReader open(BlobId id) {
        return store.openBlob(id).orElseThrow(() -> unknown(id));
    }

    private static UnknownIdException unknown(BlobId id) {
        return new UnknownIdException("the database has no blob " + id, "blob", id.toString());
    }
}
