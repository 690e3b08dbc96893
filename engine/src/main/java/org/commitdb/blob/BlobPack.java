package org.commitdb.blob;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;

/// Several named regions in the bytes of one blob, each with a layout of its own: the vertices, the
/// normals and the triangles of a mesh, say.
///
/// **Shape** of the bytes, whose blob has the layout `uchar-1`: `CDBPACK1`; u32 length of the
/// directory; the directory: varint count of regions, then for each its name and its layout
/// (strings), varint position and varint length of its bytes; zeroes; the regions, in that order,
/// each at a multiple of 16.
///
/// **Invariants**: names are distinct; regions are apart, in order, and within the bytes. Nothing
/// is copied when a region is read. **Threads**: immutable. **Errors**, of reading:
/// [org.commitdb.error.CorruptException].
public final class BlobPack {

    /// A region begins at a multiple of this.
    public static final int ALIGNMENT = 16;

    private static final byte[] MAGIC = {'C', 'D', 'B', 'P', 'A', 'C', 'K', '1'};
    private static final int HEAD = MAGIC.length + Integer.BYTES;
    private static final String SOURCE = "a pack";

    /// Names and layouts have at least a length each, places a byte.
    private static final int MIN_ENTRY = 4;

    private final SequencedMap<String, BlobView> regions;

    private BlobPack(SequencedMap<String, BlobView> regions) {
        this.regions = regions;
    }

    /// Puts a pack together.
    ///
    /// **Threads**: one.
    public static final class Builder {

        private final SequencedMap<String, BlobView> regions = new LinkedHashMap<>();

        /// An empty pack.
        public Builder() {}

        /// Adds a region.
        ///
        /// **Errors**: [IllegalArgumentException] when there is one with this name.
        public Builder add(String name, BlobView region) {
            if (regions.putIfAbsent(name, region) != null) {
                throw new IllegalArgumentException("there are two regions named '" + name + "'");
            }
            return this;
        }

        /// Adds a region of `bytes`, which the caller does not change until the pack is built.
        ///
        /// **Errors**: [IllegalArgumentException] when there is one with this name, or the bytes
        /// are no whole number of elements.
        public Builder add(String name, BlobLayout layout, byte[] bytes) {
            return add(name, BlobView.of(layout, bytes));
        }

        /// The bytes of the pack. **Cost**: one copy of each region.
        ///
        /// **Errors**: [IllegalArgumentException] when an array cannot hold them.
        public byte[] build() {
            ByteWriter directory = new ByteWriter().writeVarint(regions.size());
            long size = 0;
            for (Map.Entry<String, BlobView> region : regions.entrySet()) {
                BlobView view = region.getValue();
                directory
                        .writeString(region.getKey())
                        .writeString(view.layout().toString())
                        .writeVarint(size)
                        .writeVarint(view.size());
                size = aligned(size + view.size());
            }
            long start = aligned(HEAD + (long) directory.size());
            if (start + size > Integer.MAX_VALUE - Long.BYTES) {
                throw new IllegalArgumentException(
                        "a pack of " + (start + size) + " bytes does not fit into memory");
            }
            byte[] pack = new byte[(int) (start + size)];
            byte[] head =
                    new ByteWriter()
                            .writeBytes(MAGIC)
                            .writeInt(directory.size())
                            .writeBytes(directory.toByteArray())
                            .toByteArray();
            System.arraycopy(head, 0, pack, 0, head.length);
            MemorySegment target = MemorySegment.ofArray(pack);
            long at = start;
            for (BlobView region : regions.values()) {
                MemorySegment.copy(region.bytes(), 0, target, at, region.size());
                at = aligned(at + region.size());
            }
            return pack;
        }
    }

    /// The pack in `bytes`, which the caller does not change any more.
    public static BlobPack of(byte[] bytes) {
        return of(BlobView.of(BlobLayout.BYTES, bytes));
    }

    /// The pack in the bytes of a view.
    public static BlobPack of(BlobView view) {
        MemorySegment bytes = view.bytes();
        ByteReader head = reader(bytes, 0, Math.min(HEAD, bytes.byteSize()));
        if (!head.skipIf(MAGIC)) {
            throw head.corrupt("the bytes of a pack", "other bytes");
        }
        int length = head.readInt();
        if (length < 0 || length > bytes.byteSize() - HEAD) {
            throw head.corrupt("a directory within the pack", length + " bytes of directory");
        }
        ByteReader directory = reader(bytes, HEAD, length);
        long start = aligned(HEAD + (long) length);
        int count = directory.readCount(MIN_ENTRY);
        SequencedMap<String, BlobView> regions = new LinkedHashMap<>();
        long end = 0;
        for (int i = 0; i < count; i++) {
            String name = directory.readString();
            BlobLayout layout = layout(directory);
            long position = directory.readVarint();
            long size = directory.readVarint();
            boolean within =
                    position >= end
                            && position % ALIGNMENT == 0
                            && size >= 0
                            && position <= bytes.byteSize() - start
                            && size <= bytes.byteSize() - start - position
                            && size % layout.elementSize() == 0;
            if (!within || regions.containsKey(name)) {
                throw directory.corrupt(
                        "a region apart from the others",
                        "'" + name + "', " + size + " bytes at " + position);
            }
            regions.put(name, BlobView.of(layout, bytes.asSlice(start + position, size)));
            end = position + size;
        }
        directory.expectEnd();
        return new BlobPack(regions);
    }

    /// The names of the regions, in order.
    public Set<String> names() {
        return Collections.unmodifiableSet(regions.sequencedKeySet());
    }

    /// A region.
    public Optional<BlobView> region(String name) {
        return Optional.ofNullable(regions.get(name));
    }

    /// All regions, in order.
    public List<BlobView> regions() {
        return new ArrayList<>(regions.values());
    }

    private static BlobLayout layout(ByteReader directory) {
        String text = directory.readString();
        try {
            return BlobLayout.parse(text);
        } catch (IllegalArgumentException e) {
            throw directory.corrupt("a layout", "'" + text + "'");
        }
    }

    private static ByteReader reader(MemorySegment bytes, long offset, long length) {
        return new ByteReader(bytes.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE), SOURCE);
    }

    private static long aligned(long position) {
        return (position + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
