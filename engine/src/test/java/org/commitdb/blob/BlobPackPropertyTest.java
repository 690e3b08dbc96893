package org.commitdb.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.error.CorruptException;
import org.junit.jupiter.api.Test;

final class BlobPackPropertyTest {

    private static Map<String, byte[]> regions(SplittableRandom random) {
        Map<String, byte[]> regions = new LinkedHashMap<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[12 * random.nextInt(20)];
            random.nextBytes(bytes);
            regions.put("région " + i, bytes);
        }
        return regions;
    }

    private static byte[] pack(Map<String, byte[]> regions) {
        BlobPack.Builder builder = new BlobPack.Builder();
        regions.forEach((name, bytes) -> builder.add(name, BlobLayout.parse("float-3"), bytes));
        return builder.build();
    }

    @Property(tries = 200)
    void regionsComeBackAsTheyWere(@ForAll long seed) {
        Map<String, byte[]> regions = regions(new SplittableRandom(seed));
        BlobPack pack = BlobPack.of(pack(regions));
        assertEquals(List.copyOf(regions.keySet()), List.copyOf(pack.names()));
        regions.forEach((name, bytes) -> {
            BlobView region = pack.region(name).orElseThrow();
            assertEquals("float-3", region.layout().toString());
            assertArrayEquals(bytes, region.bytes().toArray(ValueLayout.JAVA_BYTE));
        });
        assertTrue(pack.region("none").isEmpty());
        assertEquals(regions.size(), pack.regions().size());
    }

    @Property(tries = 500)
    void damagedPackIsRefusedOrStaysWithinItsBytes(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = pack(regions(random));
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(Math.min(bytes.length, 80));
            bytes[at] = (byte) random.nextInt(256);
        }
        try {
            List<BlobView> read = new ArrayList<>(BlobPack.of(bytes).regions());
            read.forEach(region -> assertTrue(region.size() <= bytes.length));
        } catch (CorruptException e) {
            assertTrue(e.getMessage().contains("pack"), e.getMessage());
        }
    }

    @Test
    void regionsAreAlignedSoThatTheyCanBeReadAsNumbers() {
        byte[] pack =
                new BlobPack.Builder()
                        .add("a", BlobLayout.BYTES, new byte[5])
                        .add("b", BlobLayout.parse("double-1"), new byte[16])
                        .build();
        long b = BlobPack.of(pack).region("b").orElseThrow().bytes().address();
        long a = BlobPack.of(pack).region("a").orElseThrow().bytes().address();
        assertEquals(0, (b - a) % BlobPack.ALIGNMENT);
    }

    @Test
    void twoRegionsHaveNoNameInCommon() {
        BlobPack.Builder builder = new BlobPack.Builder().add("a", BlobLayout.BYTES, new byte[1]);
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.add("a", BlobLayout.BYTES, new byte[2]));
    }

    @Test
    void otherBytesAreNoPack() {
        assertThrows(CorruptException.class, () -> BlobPack.of(new byte[0]));
        assertThrows(CorruptException.class, () -> BlobPack.of(new byte[100]));
    }
}
