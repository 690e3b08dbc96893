package org.commitdb.state;

/// How far apart the key frames of a document are laid: far enough that they cost no more than a
/// part of the log.
///
/// @param touches a frame is laid after so many commits on the document at the earliest
/// @param timesSize and after that many times the bytes that the frame has, at the earliest
/// @param walkBefore how many commits a read walks before it looks for a frame
record FrameSpacing(int touches, int timesSize, int walkBefore) {

    /// What databases use: frames cost at most about half of the log.
    static final FrameSpacing DEFAULT = new FrameSpacing(256, 2, 16);

    /// What a commit takes in a file beside its opcodes on a document, about: its header, its
    /// parent's id, the names of the document, the entries of the indexes.
    static final int TOUCH_OVERHEAD_BYTES = 80;

    FrameSpacing {
        if (touches < 1 || timesSize < 0 || walkBefore < 0) {
            throw new IllegalArgumentException(
                    "frames after "
                            + touches
                            + " commits and "
                            + timesSize
                            + " times the size, looked for after "
                            + walkBefore);
        }
    }

    /// Whether a frame of `sizeBytes` bytes pays after so many commits with so many bytes.
    boolean allows(long passed, long passedBytes, long sizeBytes) {
        return passed >= touches && passedBytes >= timesSize * sizeBytes;
    }
}
