package org.commitdb.remote.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.SequencedMap;
import org.commitdb.error.CorruptException;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.junit.jupiter.api.Test;

/// Any bytes from a peer: as a stream of frames, and as the body of a message in a frame with the
/// right checksum. What is read is written as it was read, or it is refused. The first byte chooses
/// between both, the second one is the type of the message.
final class WireFrameFuzzTest {

    private static final int LIMIT = 1 << 16;
    private static final String PEER = "a peer";

    @FuzzTest(maxDuration = "10m")
    void messageIsRefusedOrCanonical(byte[] bytes) {
        if (bytes.length >= 2) {
            Budget.hold(bytes.length, 4000, () -> isAccepted(bytes));
        }
    }

    private static boolean isAccepted(byte[] bytes) {
        byte[] rest = Arrays.copyOfRange(bytes, 2, bytes.length);
        return switch (bytes[0] & 3) {
            case 0 -> readsStream(rest);
            case 1 -> readsRequest(new Frame(7, bytes[1] & 0xff, rest));
            default -> readsReply(new Frame(7, bytes[1] & 0xff, rest));
        };
    }

    private static boolean readsStream(byte[] bytes) {
        FrameReader reader = new FrameReader(new ByteArrayInputStream(bytes), PEER, LIMIT);
        long size = 0;
        try {
            for (Frame frame = reader.read(length -> {});
                    frame != null;
                    frame = reader.read(length -> {})) {
                int end = (int) (size + frame.size());
                assertArrayEquals(Arrays.copyOfRange(bytes, (int) size, end), written(frame));
                size = end;
                readsRequest(frame);
                readsReply(frame);
            }
            assertEquals(bytes.length, size);
            return true;
        } catch (CorruptException e) {
            assertEquals(PEER, e.source());
        } catch (EOFException e) {
            assertTrue(size < bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return false;
    }

    private static byte[] written(Frame frame) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new FrameWriter(out).write(frame);
        return out.toByteArray();
    }

    private static boolean readsRequest(Frame frame) {
        Request request;
        try {
            request = RequestCodec.decode(frame, PEER);
        } catch (CorruptException e) {
            assertEquals(PEER, e.source());
            return false;
        }
        assertSame(frame, RequestCodec.encode(frame.requestId(), request));
        return true;
    }

    private static boolean readsReply(Frame frame) {
        Reply reply;
        try {
            reply = ReplyCodec.decode(frame, PEER);
        } catch (CorruptException e) {
            assertEquals(PEER, e.source());
            return false;
        }
        assertSame(frame, ReplyCodec.encode(frame.requestId(), reply));
        return true;
    }

    private static void assertSame(Frame expected, Frame found) {
        assertEquals(expected.type(), found.type());
        assertArrayEquals(expected.body(), found.body());
    }

    @Test
    void seedsAreCurrentAndAccepted() throws IOException {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        RandomMessages messages = new RandomMessages(new Random(4));
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(new byte[2]);
        for (int i = 0; i < 8; i++) {
            Frame request = RequestCodec.encode(i, messages.request());
            Frame reply = ReplyCodec.encode(i, messages.reply());
            seeds.put("request-" + i, seed(1, request));
            seeds.put("reply-" + i, seed(2, reply));
            stream.write(written(i % 2 == 0 ? request : reply));
        }
        seeds.putFirst("stream", stream.toByteArray());
        seeds.forEach((name, seed) -> assertTrue(isAccepted(seed), name));
        Corpus.check(WireFrameFuzzTest.class, "messageIsRefusedOrCanonical", seeds);
    }

    private static byte[] seed(int side, Frame frame) {
        byte[] seed = new byte[2 + frame.body().length];
        seed[0] = (byte) side;
        seed[1] = (byte) frame.type();
        System.arraycopy(frame.body(), 0, seed, 2, frame.body().length);
        return seed;
    }
}
