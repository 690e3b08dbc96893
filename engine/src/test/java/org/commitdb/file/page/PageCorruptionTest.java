package org.commitdb.file.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.function.Consumer;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;
import org.junit.jupiter.api.Test;

/// Pages whose checksum is right and whose content is not.
final class PageCorruptionTest {

    private static final int PAGE_SIZE = 4096;
    private static final int TREE = 2;
    private static final int NUMBER = 16;
    private static final int SLOTS = PageLayout.HEADER_SIZE + 1;

    private final HeapPages store = new HeapPages(PAGE_SIZE, 77);
    private final SaltedCrc checksum = new SaltedCrc(store.fileSalt());

    @Test
    void leafAndBranchAreAcceptedAsWritten() {
        load(leaf(), 0);
        load(branch(), 1);
    }

    @Test
    void headerFieldsAreChecked() {
        refuses(PageLayout.KIND, p -> p.put(PageLayout.KIND, (byte) 0x11));
        refuses(PageLayout.KIND, p -> p.put(PageLayout.KIND, (byte) 0x12));
        refuses(PageLayout.KIND, p -> p.put(PageLayout.LEVEL, (byte) 1));
        refuses(PageLayout.COUNT, p -> p.putShort(PageLayout.COUNT, (short) 0));
        refuses(PageLayout.COUNT, p -> p.putShort(PageLayout.COUNT, (short) -1));
        refuses(PageLayout.HEAP_START, p -> p.putShort(PageLayout.COUNT, (short) 2));
        refuses(PageLayout.NUMBER, p -> p.putInt(PageLayout.NUMBER, NUMBER + 1));
        refuses(PageLayout.PREFIX_LENGTH, p -> p.putShort(PageLayout.PREFIX_LENGTH, (short) 1025));
        refuses(PageLayout.COUNT, p -> p.putShort(PageLayout.HEAP_START, (short) 0));
        refuses(PageLayout.COUNT, p -> p.putShort(PageLayout.HEAP_START, (short) -1));
        refuses(PageLayout.HEAP_START, p -> p.putShort(PageLayout.HEAP_START, (short) 4000));
        refuses(PageLayout.FLAGS, p -> p.putShort(PageLayout.FLAGS, (short) 1));
        refuses(PageLayout.LEFT_CHILD, p -> p.putInt(PageLayout.LEFT_CHILD, 1));
        refuses(PageLayout.LEFT_CHILD_CRC, p -> p.putInt(PageLayout.LEFT_CHILD_CRC, 1));
        refuses(PageLayout.RESERVED, p -> p.putInt(PageLayout.RESERVED, 1));
    }

    @Test
    void slotsAreChecked() {
        int second = SLOTS + PageLayout.SLOT_SIZE;
        refuses(second, p -> p.putInt(second, 0));
        refuses(second + 4, p -> p.putShort(second + 4, (short) 0));
        refuses(second + 4, p -> p.putShort(second + 4, (short) -1));
        refuses(second + 4, p -> p.putShort(second + 4, p.getShort(SLOTS + 4)));
        refuses(second + 4, p -> p.putShort(second + 6, (short) -1));
        refuses(SLOTS, p -> p.putShort(SLOTS + 4, (short) (p.getShort(SLOTS + 4) - 1)));
    }

    @Test
    void keysMustAscend() {
        refuses(
                SLOTS + PageLayout.SLOT_SIZE,
                p -> {
                    int second = SLOTS + PageLayout.SLOT_SIZE;
                    p.putInt(second, p.getInt(SLOTS));
                    p.put(p.getShort(second + 4) & 0xffff, (byte) 'a');
                });
    }

    @Test
    void lengthsOfValuesMustBeShortAndInShortestForm() {
        int payload = PAGE_SIZE - 4;
        refuses(payload, p -> p.put(payload, (byte) 0xff).put(payload + 1, (byte) 0xff));
        refuses(payload, p -> p.put(payload, (byte) 0x81).put(payload + 1, (byte) 0));
        refuses(SLOTS + 4, p -> p.put(payload, (byte) 2));
        refuses(SLOTS + 4, p -> p.put(payload, (byte) 4));
    }

    @Test
    void unusedBytesMustBeZero() {
        refuses(2000, p -> p.put(2000, (byte) 1));
    }

    @Test
    void childrenMustBeOtherPages() {
        for (int child : new int[] {0, NUMBER}) {
            byte[] page = branch();
            ByteBuffer bytes = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putInt(PageLayout.LEFT_CHILD, child);
            assertEquals(offset(PageLayout.LEFT_CHILD), refusal(page, 1).offset());
            page = branch();
            ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putInt(PAGE_SIZE - 8, child);
            assertEquals(offset(PAGE_SIZE - 8), refusal(page, 1).offset());
        }
    }

    @Test
    void anyBytesWithRightChecksumAreReadOrRefused() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] page = random.nextBoolean() ? leaf() : branch();
            int level = page[PageLayout.LEVEL];
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                int at =
                        random.nextBoolean()
                                ? random.nextInt(70)
                                : PAGE_SIZE - 1 - random.nextInt(40);
                page[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : page[at] + 1);
            }
            try {
                PageReader reader = load(page, level);
                for (int slot = 0; slot < reader.count(); slot++) {
                    assertEquals(slot, reader.search(reader.key(slot)), () -> "seed " + seed);
                    assertTrue(level > 0 || reader.value(slot).length <= 512, () -> "seed " + seed);
                }
            } catch (CorruptException e) {
                refused++;
            }
        }
        assertTrue(refused > 1000, "seed " + seed);
    }

    private void refuses(int at, Consumer<ByteBuffer> damage) {
        byte[] page = leaf();
        damage.accept(ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN));
        assertEquals(offset(at), refusal(page, 0).offset());
    }

    private CorruptException refusal(byte[] page, int level) {
        return assertThrows(CorruptException.class, () -> load(page, level));
    }

    private static long offset(int at) {
        return (long) NUMBER * PAGE_SIZE + at;
    }

    private PageReader load(byte[] page, int level) {
        int crc = PageWriter.checksumOf(page, NUMBER, checksum);
        ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putInt(PageLayout.CRC, crc);
        store.replace(NUMBER, page);
        PageReader reader = new PageReader();
        new VerifiedPages(store).load(reader, NUMBER, crc, level, TREE);
        return reader;
    }

    private byte[] leaf() {
        PageWriter writer = new PageWriter(PAGE_SIZE, checksum);
        byte[] bytes = {'k', 'a', 'k', 'b', 'b', 'k', 'c', 1, 2, 3};
        writer.start(NUMBER, 0, TREE, 1, bytes, 0, 1);
        writer.addEntry(bytes, 0, 2, 7, 3);
        writer.addEntry(bytes, 2, 3, 7, 0);
        writer.addEntry(bytes, 5, 2, 7, 2);
        writer.finish();
        return writer.bytes();
    }

    private byte[] branch() {
        PageWriter writer = new PageWriter(PAGE_SIZE, checksum);
        byte[] bytes = {'k', 'a', 'k', 'b'};
        writer.start(NUMBER, 1, TREE, 1, bytes, 0, 1);
        writer.setLeftmostChild(20, 1);
        writer.addChild(bytes, 0, 2, 21, 2);
        writer.addChild(bytes, 2, 2, 22, 3);
        writer.finish();
        return writer.bytes();
    }
}
