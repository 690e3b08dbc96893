package org.commitdb.file.btree;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/// Keys and maps for the tests of trees.
final class Keys {

    static final List<Shape> SHAPES = List.of(Shape.values());

    private Keys() {}

    static byte[] bigEndian(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    static byte[] text(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] value(Random random, int maxLength) {
        byte[] value = new byte[random.nextInt(maxLength + 1)];
        random.nextBytes(value);
        return value;
    }

    static NavigableMap<byte[], byte[]> sortedMap() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    static String hex(byte[] key) {
        return key == null ? "null" : HexFormat.of().formatHex(key);
    }

    /// A way to make keys up. All keys are shorter than 1025 bytes.
    enum Shape {
        /// Fixed width, evenly spread, as hashes are.
        HASH {
            @Override
            byte[] key(Random random) {
                byte[] key = new byte[32];
                new Random(random.nextInt(5000)).nextBytes(key);
                return key;
            }
        },
        /// Fixed width, dense.
        ORDINAL {
            @Override
            byte[] key(Random random) {
                return bigEndian(random.nextInt(6000));
            }
        },
        /// Few long prefixes that many keys share, then a short number.
        LONG_PREFIX {
            @Override
            byte[] key(Random random) {
                byte[] key = new byte[100 + 200 * random.nextInt(5)];
                Arrays.fill(key, (byte) (250 + random.nextInt(3)));
                ByteBuffer.wrap(key).putInt(key.length - 4, random.nextInt(400));
                return key;
            }
        },
        /// Any length from none to the longest, few different bytes, prefixes of each other.
        ANY {
            @Override
            byte[] key(Random random) {
                int length = random.nextInt(4) == 0 ? random.nextInt(1025) : random.nextInt(12);
                byte[] key = new byte[length];
                for (int i = 0; i < length; i++) {
                    key[i] = (byte) (i < 6 ? random.nextInt(3) - 1 : 127 + random.nextInt(2));
                }
                return key;
            }
        },
        /// The longest keys there are, different only at the end.
        LONGEST {
            @Override
            byte[] key(Random random) {
                byte[] key = new byte[1024];
                key[3] = (byte) random.nextInt(2);
                ByteBuffer.wrap(key).putInt(1020, random.nextInt(300));
                return key;
            }
        };

        abstract byte[] key(Random random);
    }
}
