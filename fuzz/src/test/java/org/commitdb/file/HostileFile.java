package org.commitdb.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.LogScanner;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;

/// The bytes of a database file that somebody changes who knows the format: where its parts lie,
/// and how to make every checksum above a change right again.
///
/// The places are those of the sound file, also after changes. **Threads**: one.
public final class HostileFile {

    private static final int CRC_SIZE = Integer.BYTES;
    private static final int ROOTS = 64;
    private static final int ROOT_SIZE = 24;
    private static final int ROOT_COUNT = 16;
    private static final int REPLAY_PREV_CRC = 32;
    private static final int SALT = 64;
    private static final int RECORD_PREV_CRC = 16;
    private static final int RECORD_HEADER = 40;

    /// A page, and where the pointer to it lies in the file.
    private record Page(int number, long pointer) {}

    private final byte[] bytes;
    private final ByteBuffer file;
    private final int pageSize;
    private final List<Long> records = new ArrayList<>();
    private final List<Integer> recordSizes = new ArrayList<>();
    private final List<Page> pages = new ArrayList<>();
    private final Map<Integer, List<Long>> pointers = new HashMap<>();

    /// A copy of a sound file.
    public HostileFile(byte[] content) {
        bytes = content.clone();
        file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        pageSize = 1 << bytes[Header.PAGE_SIZE_OFFSET];
        findRecords();
        for (long slot : new long[] {FileLayout.META_SLOT_0, FileLayout.META_SLOT_1}) {
            for (int i = 0; i < ROOT_COUNT; i++) {
                long root = slot + ROOTS + (long) i * ROOT_SIZE;
                findPages(root, file.get((int) root + 8) - 1);
            }
        }
    }

    /// The file as it is now.
    public byte[] content() {
        return bytes.clone();
    }

    /// How many bytes it has.
    public int size() {
        return bytes.length;
    }

    /// How many log records it has.
    public int recordCount() {
        return records.size();
    }

    /// How many tree pages the checkpoints have.
    public int pageCount() {
        return pages.size();
    }

    /// Where a record begins.
    public int recordOffset(int index) {
        return records.get(index).intValue();
    }

    /// How many bytes a record has, header and padding included.
    public int recordSize(int index) {
        return recordSizes.get(index);
    }

    /// Where a page begins.
    public int pageOffset(int index) {
        return pages.get(index).number() * pageSize;
    }

    /// How many bytes a page has.
    public int pageSize() {
        return pageSize;
    }

    /// Puts other bytes at `at`; those that do not fit are left out.
    public void put(int at, byte[] other) {
        System.arraycopy(other, 0, bytes, at, Math.min(other.length, bytes.length - at));
    }

    /// Changes a byte of the header and makes its checksum right.
    public void alterHeader(int at, int value) {
        bytes[at % Header.CRC_OFFSET] = (byte) value;
        int crc = checksum().of(FileLayout.HEADER, bytes, 0, Header.CRC_OFFSET);
        file.putInt(Header.CRC_OFFSET, crc);
    }

    /// Changes bytes of a checkpoint and makes its checksum right.
    public void alterMeta(int slot, int at, byte[] other) {
        int start = (int) (slot == 0 ? FileLayout.META_SLOT_0 : FileLayout.META_SLOT_1);
        int within = CRC_SIZE + at % (FileLayout.BLOCK_SIZE - CRC_SIZE);
        int length = Math.min(other.length, FileLayout.BLOCK_SIZE - within);
        put(start + within, Arrays.copyOf(other, length));
        sealMeta(start);
    }

    /// Changes bytes of a log record and makes right its checksum, the chain behind it, and what
    /// the checkpoints know of it.
    public void alterRecord(int index, int at, byte[] other) {
        int start = recordOffset(index);
        int within = CRC_SIZE + at % (recordSize(index) - CRC_SIZE);
        put(
                start + within,
                Arrays.copyOf(other, Math.min(other.length, recordSize(index) - within)));
        for (int i = index; i < records.size(); i++) {
            int offset = recordOffset(i);
            int before = file.getInt(offset);
            int covered = recordSize(i) - CRC_SIZE;
            int crc = checksum().of(offset, bytes, offset + CRC_SIZE, covered);
            file.putInt(offset, crc);
            if (i + 1 < records.size()) {
                file.putInt(recordOffset(i + 1) + RECORD_PREV_CRC, crc);
            }
            replaceInMetas(before, crc);
        }
    }

    /// Changes bytes of a tree page and makes the checksums right up to the checkpoint.
    public void alterPage(int index, int at, byte[] other) {
        int start = pageOffset(index);
        int within = CRC_SIZE + at % (pageSize - CRC_SIZE);
        put(start + within, Arrays.copyOf(other, Math.min(other.length, pageSize - within)));
        seal(pages.get(index).number(), 0);
    }

    /// Lets the pointer to a page lead to another one and makes the checksums right.
    public void redirectPage(int index, int target) {
        long pointer = pages.get(index).pointer();
        file.putInt((int) pointer, pages.get(target).number());
        file.putInt((int) pointer + CRC_SIZE, file.getInt(pageOffset(target)));
        sealHolder(pointer, 0);
    }

    private SaltedCrc checksum() {
        return new SaltedCrc(file.getLong(SALT));
    }

    private void findRecords() {
        try (Storage storage = new SimDisk(bytes).open()) {
            LogScanner scanner =
                    new LogScanner(storage, checksum(), LogPosition.start(FileLayout.FIRST_EXTENT));
            for (LogRecord record = scanner.next(); record != null; record = scanner.next()) {
                records.add(record.offset());
                recordSizes.add((int) (record.end() - record.offset()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void findPages(long pointer, int level) {
        int number = file.getInt((int) pointer);
        if (level < 0) {
            return;
        }
        boolean isNew = !pointers.containsKey(number);
        pointers.computeIfAbsent(number, key -> new ArrayList<>()).add(pointer);
        if (isNew) {
            pages.add(new Page(number, pointer));
            if (level > 0) {
                findChildren(number * pageSize, level);
            }
        }
    }

    private void findChildren(int page, int level) {
        findPages(page + 28, level - 1);
        int slots = page + RECORD_HEADER + (file.getShort(page + 12) & 0xffff);
        for (int i = 0; i < (file.getShort(page + 6) & 0xffff); i++) {
            int cell = file.getShort(slots + 8 * i + 4) & 0xffff;
            int suffix = file.getShort(slots + 8 * i + 6) & 0xffff;
            findPages(page + cell + suffix, level - 1);
        }
    }

    /// Makes the checksum of a page right, and everything that says it.
    private void seal(int number, int depth) {
        int offset = number * pageSize;
        int crc = checksum().of(offset, bytes, offset + CRC_SIZE, pageSize - CRC_SIZE);
        file.putInt(offset, crc);
        for (long pointer : pointers.get(number)) {
            if (file.getInt((int) pointer) == number) {
                file.putInt((int) pointer + CRC_SIZE, crc);
                sealHolder(pointer, depth + 1);
            }
        }
    }

    private void sealHolder(long pointer, int depth) {
        if (pointer < FileLayout.STATUS) {
            sealMeta((int) (pointer / FileLayout.BLOCK_DISTANCE) * FileLayout.BLOCK_DISTANCE);
        } else if (depth < 8) {
            seal((int) (pointer / pageSize), depth);
        }
    }

    private void replaceInMetas(int before, int crc) {
        for (long slot : new long[] {FileLayout.META_SLOT_0, FileLayout.META_SLOT_1}) {
            if (file.getInt((int) slot + REPLAY_PREV_CRC) == before) {
                file.putInt((int) slot + REPLAY_PREV_CRC, crc);
                sealMeta((int) slot);
            }
        }
    }

    private void sealMeta(int start) {
        int covered = FileLayout.BLOCK_SIZE - CRC_SIZE;
        file.putInt(start, checksum().of(start, bytes, start + CRC_SIZE, covered));
    }
}
