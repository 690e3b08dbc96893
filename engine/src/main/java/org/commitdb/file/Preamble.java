package org.commitdb.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;
import org.commitdb.file.log.ExtentHeader;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.storage.Storage;
import org.jspecify.annotations.Nullable;

/// Reads and writes the blocks before the first extent.
///
/// **Threads**: one.
final class Preamble {

    private static final int ATTEMPTS = 1000;
    private static final UUID NO_UUID = new UUID(0, 0);

    /// The two META slots; null where there is no sound one.
    ///
    /// @param newer the sound one with the greater number
    /// @param older the other one, if it is sound, too
    record Slots(@Nullable Meta newer, @Nullable Meta older) {}

    private Preamble() {}

    /// Makes an empty database in a file that holds nothing.
    ///
    /// Everything is written and synced without the magic first, then the magic. A file without
    /// magic that is no longer than an empty database is the rest of an interrupted creation and
    /// can be used again.
    static void create(Storage storage, FileOptions options) throws IOException {
        create(storage, options, NO_UUID);
    }

    /// Makes an empty database as [#create(Storage, FileOptions)] does, which takes over what the
    /// file with the UUID `parent` holds.
    static void create(Storage storage, FileOptions options, UUID parent) throws IOException {
        FileKind.of(storage).requireVacant(storage.name());
        long now = options.clock().millis();
        UUID uuid = randomUuid(options);
        Header header =
                new Header(
                        options.pageSize(), 0, 0, uuid, options.random().nextLong(), now, parent);
        SaltedCrc checksum = new SaltedCrc(header.fileSalt());
        LogPosition start = LogPosition.start(FileLayout.FIRST_EXTENT);
        Meta meta = new Meta(0, start, true, 0, FileLayout.MIN_LENGTH, 0, IndexRoots.EMPTY, now);
        ByteBuffer whole = ByteBuffer.allocate((int) FileLayout.MIN_LENGTH);
        byte[] block = header.encode();
        Arrays.fill(block, 0, Header.MAGIC_SIZE, (byte) 0);
        whole.put((int) FileLayout.HEADER, block);
        whole.put((int) FileLayout.META_SLOT_0, meta.encode(checksum));
        whole.put((int) FileLayout.FIRST_EXTENT.offset(), ExtentHeader.encode(checksum, start, 0));
        storage.setLength(0);
        storage.write(0, whole);
        storage.force(true);
        storage.write(FileLayout.HEADER, ByteBuffer.wrap(Header.magic()));
        storage.force(true);
    }

    /// Reads the header.
    ///
    /// **Errors**: [org.commitdb.error.IncompatibleException] when this is no file for this engine;
    /// [CorruptException] when it is damaged.
    static Header readHeader(Storage storage, boolean readOnly) throws IOException {
        String name = storage.name();
        FileKind.of(storage).requireDatabase(name);
        Header header = Header.decode(readBlock(storage, FileLayout.HEADER), name, readOnly);
        long size = storage.size();
        if (size < FileLayout.MIN_LENGTH) {
            String expected = "at least " + FileLayout.MIN_LENGTH + " bytes";
            throw new CorruptException(
                    name
                            + ": expected "
                            + expected
                            + ", found "
                            + size
                            + "; the file was cut; restore it",
                    name,
                    size,
                    expected,
                    size + " bytes");
        }
        return header;
    }

    /// Reads the META slots.
    static Slots readSlots(Storage storage, SaltedCrc checksum) throws IOException {
        Meta first = readSlot(storage, checksum, FileLayout.META_SLOT_0);
        Meta second = readSlot(storage, checksum, FileLayout.META_SLOT_1);
        return slots(first, second);
    }

    /// Reads those META slots that the disk can supply.
    static Slots readableSlots(Storage storage, SaltedCrc checksum) {
        return slots(
                readableSlot(storage, checksum, FileLayout.META_SLOT_0),
                readableSlot(storage, checksum, FileLayout.META_SLOT_1));
    }

    private static @Nullable Meta readableSlot(Storage storage, SaltedCrc checksum, long offset) {
        try {
            return readSlot(storage, checksum, offset);
        } catch (IOException e) {
            // It tells as little as a damaged one.
            return null;
        }
    }

    /// What the slots hold, in order.
    static Slots slots(@Nullable Meta first, @Nullable Meta second) {
        if (first == null || second == null) {
            return new Slots(first == null ? second : first, null);
        }
        return first.checkpointSeq() > second.checkpointSeq()
                ? new Slots(first, second)
                : new Slots(second, first);
    }

    /// Writes a META slot.
    static void writeSlot(Storage storage, SaltedCrc checksum, Meta meta) throws IOException {
        storage.write(Meta.slotOf(meta.checkpointSeq()), ByteBuffer.wrap(meta.encode(checksum)));
    }

    /// Durably takes away both META slots, so that the next open builds the trees anew.
    static void clearSlots(Storage storage) throws IOException {
        storage.write(FileLayout.META_SLOT_0, ByteBuffer.allocate(FileLayout.BLOCK_SIZE));
        storage.write(FileLayout.META_SLOT_1, ByteBuffer.allocate(FileLayout.BLOCK_SIZE));
        storage.force(false);
    }

    /// The block of the preamble at `offset`, as it is.
    static byte[] readBlock(Storage storage, long offset) throws IOException {
        byte[] block = new byte[FileLayout.BLOCK_SIZE];
        storage.read(offset, block, 0, block.length);
        return block;
    }

    /// The block of the preamble at `offset`, which somebody may be writing, as it is when that is
    /// done.
    static byte[] readSettledBlock(Storage storage, long offset) throws IOException {
        byte[] block = readBlock(storage, offset);
        for (int i = 0; i < ATTEMPTS; i++) {
            byte[] again = readBlock(storage, offset);
            if (Arrays.equals(block, again)) {
                break;
            }
            block = again;
        }
        return block;
    }

    private static @Nullable Meta readSlot(Storage storage, SaltedCrc checksum, long offset)
            throws IOException {
        return Meta.decode(readBlock(storage, offset), offset, checksum, storage.name());
    }

    /// A random UUID. **Source**: RFC 9562, section 5.4.
    private static UUID randomUuid(FileOptions options) {
        long version = 0x4000L;
        long variant = 0x8000_0000_0000_0000L;
        return new UUID(
                options.random().nextLong() & ~0xf000L | version,
                options.random().nextLong() & 0x3fff_ffff_ffff_ffffL | variant);
    }
}
