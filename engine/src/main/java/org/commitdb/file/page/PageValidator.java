package org.commitdb.file.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;

/// Checks every count, length, offset and key of one page, so that a [PageReader] need not.
///
/// Works on a heap copy: see the warning in [SaltedCrc]. The page may have been made up by somebody
/// who can compute checksums.
///
/// **Shape**: see [PageLayout]; a page has exactly one valid form for its content and its prefix
/// length. **Threads**: one. **Errors**: [CorruptException] at the first contradiction. **Cost**:
/// O(page).
final class PageValidator {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, PageLayout.ORDER);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, PageLayout.ORDER);

    private final byte[] page;
    private final int number;
    private final String file;

    PageValidator(byte[] page, int number, String file) {
        this.page = page;
        this.number = number;
        this.file = file;
    }

    void validate(int crc, SaltedCrc checksum) {
        expect(PageLayout.CRC, "checksum", crc, intAt(PageLayout.CRC));
        expect(
                PageLayout.CRC,
                "computed checksum",
                crc,
                PageWriter.checksumOf(page, number, checksum));
        expect(PageLayout.NUMBER, "page number", number, intAt(PageLayout.NUMBER));
        boolean leaf = byteAt(PageLayout.LEVEL) == 0;
        expect(
                PageLayout.KIND,
                "page kind",
                leaf ? PageLayout.LEAF : PageLayout.BRANCH,
                byteAt(PageLayout.KIND));
        expect(PageLayout.FLAGS, "flags", 0, shortAt(PageLayout.FLAGS));
        expect(PageLayout.RESERVED, "reserved field", 0, intAt(PageLayout.RESERVED));
        if (leaf) {
            expect(PageLayout.LEFT_CHILD, "leftmost child", 0, intAt(PageLayout.LEFT_CHILD));
            expect(
                    PageLayout.LEFT_CHILD_CRC,
                    "child checksum",
                    0,
                    intAt(PageLayout.LEFT_CHILD_CRC));
        } else {
            validateChild(PageLayout.LEFT_CHILD);
        }
        validateSlots(leaf);
    }

    private void validateSlots(boolean leaf) {
        int count = shortAt(PageLayout.COUNT);
        int prefixLength = shortAt(PageLayout.PREFIX_LENGTH);
        int heapStart = shortAt(PageLayout.HEAP_START);
        int slots = PageLayout.HEADER_SIZE + prefixLength;
        int slotsEnd = slots + count * PageLayout.SLOT_SIZE;
        if (prefixLength > PageLayout.MAX_KEY_LENGTH) {
            throw corrupt(PageLayout.PREFIX_LENGTH, "a prefix of at most 1024 bytes", prefixLength);
        }
        if (count == 0 || slotsEnd > heapStart || heapStart > page.length) {
            throw corrupt(PageLayout.COUNT, "1 or more slots below " + heapStart, count);
        }
        int cellEnd = page.length;
        for (int slot = slots; slot < slotsEnd; slot += PageLayout.SLOT_SIZE) {
            cellEnd = validateCell(slot, cellEnd, slotsEnd, prefixLength, leaf);
            if (slot > slots) {
                validateOrder(slot);
            }
        }
        expect(PageLayout.HEAP_START, "start of the cells", cellEnd, heapStart);
        validateUnused(slotsEnd, heapStart);
    }

    private void validateUnused(int from, int to) {
        boolean zero =
                from == to
                        || (page[from] == 0
                                && Arrays.equals(page, from, to - 1, page, from + 1, to));
        for (int at = from; !zero && at < to; at++) {
            expect(at, "unused byte", 0, byteAt(at));
        }
    }

    /// Returns where the cell begins.
    private int validateCell(int slot, int cellEnd, int slotsEnd, int prefixLength, boolean leaf) {
        int cell = shortAt(slot + PageLayout.CELL_OFFSET);
        int suffixLength = shortAt(slot + PageLayout.SUFFIX_LENGTH);
        int payload = cell + suffixLength;
        if (cell < slotsEnd || payload >= cellEnd) {
            throw corrupt(
                    slot + PageLayout.CELL_OFFSET,
                    "a cell between " + slotsEnd + " and " + cellEnd,
                    cell);
        }
        if (prefixLength + suffixLength > PageLayout.MAX_KEY_LENGTH) {
            throw corrupt(
                    slot + PageLayout.SUFFIX_LENGTH, "a key of at most 1024 bytes", suffixLength);
        }
        expect(
                slot + PageLayout.HEAD,
                "head of the key",
                PageWriter.head(page, cell, suffixLength),
                intAt(slot + PageLayout.HEAD));
        int payloadEnd = leaf ? valueEnd(payload, cellEnd) : payload + PageLayout.CHILD_SIZE;
        expect(slot + PageLayout.CELL_OFFSET, "end of the cell", cellEnd, payloadEnd);
        if (!leaf) {
            validateChild(payload);
        }
        return cell;
    }

    private int valueEnd(int payload, int cellEnd) {
        int length = byteAt(payload);
        int size = 1;
        if (length >= 0x80) {
            if (payload + 1 >= cellEnd) {
                throw corrupt(payload, "the length of a value", length);
            }
            length = (length & 0x7f) | byteAt(payload + 1) << 7;
            size = 2;
        }
        if (length > PageLayout.maxValueLength(page.length)
                || size != PageLayout.varintSize(length)) {
            throw corrupt(payload, "the length of a value in its shortest form", length);
        }
        return payload + size + length;
    }

    private void validateChild(int at) {
        int child = intAt(at);
        if (child == 0 || child == number) {
            throw corrupt(at, "the page number of a child", child);
        }
    }

    private void validateOrder(int slot) {
        int before = slot - PageLayout.SLOT_SIZE;
        int cell = shortAt(slot + PageLayout.CELL_OFFSET);
        int cellBefore = shortAt(before + PageLayout.CELL_OFFSET);
        int order =
                Arrays.compareUnsigned(
                        page,
                        cellBefore,
                        cellBefore + shortAt(before + PageLayout.SUFFIX_LENGTH),
                        page,
                        cell,
                        cell + shortAt(slot + PageLayout.SUFFIX_LENGTH));
        if (order >= 0) {
            throw corrupt(slot, "a key greater than the one before", "a lesser or equal one");
        }
    }

    private int byteAt(int at) {
        return page[at] & 0xff;
    }

    private int shortAt(int at) {
        return (short) SHORT.get(page, at) & 0xffff;
    }

    private int intAt(int at) {
        return (int) INT.get(page, at);
    }

    private void expect(int at, String what, int expected, int found) {
        if (expected != found) {
            throw corrupt(at, what + " " + Integer.toUnsignedString(expected), found);
        }
    }

    private CorruptException corrupt(int at, String expected, int found) {
        return corrupt(at, expected, Integer.toUnsignedString(found));
    }

    private CorruptException corrupt(int at, String expected, String found) {
        return corrupt(file, number, page.length, at, expected, found);
    }

    static CorruptException corrupt(
            String file, int number, int pageSize, int at, String expected, String found) {
        long offset = PageLayout.offsetOf(number, pageSize) + at;
        String message =
                "%s: page %s at offset %d: expected %s, found %s; rebuild the indexes from the log"
                        .formatted(file, Integer.toUnsignedString(number), offset, expected, found);
        return new CorruptException(message, file, offset, expected, found);
    }
}
