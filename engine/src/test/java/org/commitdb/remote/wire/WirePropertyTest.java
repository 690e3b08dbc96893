package org.commitdb.remote.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.error.CorruptException;
import org.junit.jupiter.api.Test;

/// What is written is read back; what is made up, damaged or cut is refused by the documented
/// exceptions and by nothing else.
final class WirePropertyTest {

    private static final int LIMIT = 1 << 20;

    private static Frame through(Frame frame) throws IOException {
        FrameReader reader = reader(bytes(frame));
        Frame read = reader.read(length -> {});
        assertNull(reader.read(length -> {}));
        return read;
    }

    private static byte[] bytes(Frame frame) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new FrameWriter(out).write(frame);
        return out.toByteArray();
    }

    private static FrameReader reader(byte[] bytes) {
        return new FrameReader(new ByteArrayInputStream(bytes), "a test", LIMIT);
    }

    private static void assertSame(Frame expected, Frame found) {
        assertEquals(expected.requestId(), found.requestId());
        assertEquals(expected.type(), found.type());
        assertArrayEquals(expected.body(), found.body());
    }

    @Property(tries = 2_000)
    void requestsAreReadBack(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Request request = new RandomMessages(random).request();
        Frame frame = RequestCodec.encode(random.nextInt(), request);
        Request read = RequestCodec.decode(through(frame), "a test");
        assertEquals(request.getClass(), read.getClass());
        assertSame(frame, RequestCodec.encode(frame.requestId(), read));
    }

    @Property(tries = 2_000)
    void repliesAreReadBack(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Reply reply = new RandomMessages(random).reply();
        Frame frame = ReplyCodec.encode(random.nextInt(), reply);
        Reply read = ReplyCodec.decode(through(frame), "a test");
        assertEquals(reply.getClass(), read.getClass());
        assertSame(frame, ReplyCodec.encode(frame.requestId(), read));
    }

    @Test
    void everyTypeHasItsOwnNumber() {
        for (RequestType type : RequestType.values()) {
            assertEquals(type, RequestType.ofCode(type.code()).orElseThrow());
            assertTrue(ReplyType.ofCode(type.code()).isEmpty());
        }
        for (ReplyType type : ReplyType.values()) {
            assertEquals(type, ReplyType.ofCode(type.code()).orElseThrow());
        }
    }

    @Property(tries = 2_000)
    void garbageInABodyIsRefused(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] body = new byte[random.nextInt(100)];
        random.nextBytes(body);
        Frame frame = new Frame(1, random.nextInt(256), body);
        refusedOrRead(() -> RequestCodec.decode(frame, "a test"));
        refusedOrRead(() -> ReplyCodec.decode(frame, "a test"));
    }

    @Property(tries = 2_000)
    void damagedMessagesAreRefusedOrOtherMessages(@ForAll long seed) {
        Random random = new Random(seed);
        RandomMessages messages = new RandomMessages(random);
        Frame request = damaged(RequestCodec.encode(1, messages.request()), random);
        refusedOrRead(() -> RequestCodec.decode(request, "a test"));
        Frame reply = damaged(ReplyCodec.encode(1, messages.reply()), random);
        refusedOrRead(() -> ReplyCodec.decode(reply, "a test"));
    }

    private static Frame damaged(Frame frame, Random random) {
        byte[] body = frame.body().clone();
        if (body.length > 0) {
            if (random.nextBoolean()) {
                body = Arrays.copyOf(body, random.nextInt(body.length));
            } else {
                body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return new Frame(frame.requestId(), frame.type(), body);
    }

    private static void refusedOrRead(Runnable decoding) {
        try {
            decoding.run();
        } catch (CorruptException e) {
            assertEquals("a test", e.source());
        }
    }

    @Property(tries = 1_000)
    void aFrameWithAnyBitTurnedIsRefused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] bytes = bytes(RequestCodec.encode(7, new RandomMessages(random).request()));
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        assertRefused(bytes);
    }

    @Property(tries = 1_000)
    void aCutFrameIsRefused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] bytes = bytes(ReplyCodec.encode(7, new RandomMessages(random).reply()));
        assertRefused(Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1)));
    }

    private static void assertRefused(byte[] bytes) throws IOException {
        try {
            reader(bytes).read(length -> {});
        } catch (CorruptException | EOFException e) {
            return;
        }
        throw new AssertionError("a damaged frame was read");
    }

    @Test
    void anAnnouncedLengthAllocatesNothing() throws IOException {
        byte[] header = new byte[Frame.HEADER_SIZE];
        header[3] = 0x70;
        FrameReader reader =
                new FrameReader(new ByteArrayInputStream(header), "a test", Integer.MAX_VALUE);
        try {
            reader.read(length -> {});
        } catch (EOFException e) {
            return;
        }
        throw new AssertionError("half a frame was read");
    }
}
