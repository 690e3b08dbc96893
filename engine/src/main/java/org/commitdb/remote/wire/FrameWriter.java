package org.commitdb.remote.wire;

import java.io.IOException;
import java.io.OutputStream;
import org.commitdb.bytes.ByteWriter;

/// Writes frames to a stream.
///
/// **Threads**: one at a time.
public final class FrameWriter {

    /// A longer body is not copied to be sent together with the header.
    private static final int LONG_BODY = 8 << 10;

    private final OutputStream out;

    /// A writer of frames to `out`, which stays the caller's.
    public FrameWriter(OutputStream out) {
        this.out = out;
    }

    /// Writes a frame and hands it to the network.
    public void write(Frame frame) throws IOException {
        byte[] header =
                new ByteWriter(Frame.HEADER_SIZE)
                        .writeInt(frame.body().length)
                        .writeInt(0)
                        .writeInt(frame.requestId())
                        .writeInt(frame.type())
                        .toByteArray();
        boolean apart = frame.body().length > LONG_BODY;
        ByteWriter first =
                new ByteWriter(apart ? Frame.HEADER_SIZE : (int) frame.size())
                        .writeBytes(header)
                        .setInt(Frame.CRC_OFFSET, FrameCrc.of(header, frame.body()));
        out.write((apart ? first : first.writeBytes(frame.body())).toByteArray());
        if (apart) {
            out.write(frame.body());
        }
        out.flush();
    }
}
