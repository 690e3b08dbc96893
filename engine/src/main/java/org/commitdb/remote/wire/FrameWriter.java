package org.commitdb.remote.wire;

import java.io.IOException;
import java.io.OutputStream;
import org.commitdb.bytes.ByteWriter;

/// Writes frames to a stream.
///
/// **Threads**: one at a time.
public final class FrameWriter {

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
        byte[] whole =
                new ByteWriter(Math.toIntExact(frame.size()))
                        .writeBytes(header)
                        .setInt(Frame.CRC_OFFSET, FrameCrc.of(header, frame.body()))
                        .writeBytes(frame.body())
                        .toByteArray();
        out.write(whole);
        out.flush();
    }
}
