package org.commitdb.remote.wire;

import java.util.zip.CRC32C;

/// The checksum of a frame.
final class FrameCrc {

    private FrameCrc() {}

    /// CRC32C over `header` without its checksum field, then `body`.
    static int of(byte[] header, byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, Frame.CRC_OFFSET);
        crc.update(header, Frame.REQUEST_OFFSET, Frame.HEADER_SIZE - Frame.REQUEST_OFFSET);
        crc.update(body, 0, body.length);
        return (int) crc.getValue();
    }
}
