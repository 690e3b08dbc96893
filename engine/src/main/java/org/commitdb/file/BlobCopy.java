package org.commitdb.file;

import java.io.IOException;
import java.security.MessageDigest;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.Hashes;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;
import org.commitdb.file.blob.BlobRecord;
import org.commitdb.file.blob.FrameReader;
import org.commitdb.file.blob.FrameWriter;
import org.commitdb.file.storage.Storage;

/// Reads a blob outside the log from its first frame to its last, to examine or to copy it.
///
/// **Threads**: one. **Errors**: [CorruptException] when a frame is damaged, or all of them
/// together are not what the id says. **Cost**: memory for one frame.
final class BlobCopy {

    private final Storage source;
    private final BlobRecord blob;
    private final FrameReader frames;

    /// Reads the blob of `source` that `blob` leads to.
    BlobCopy(Storage source, SaltedCrc checksum, BlobRecord blob) {
        this.source = source;
        this.blob = blob;
        this.frames = new FrameReader(source, checksum, blob);
    }

    /// Examines every frame and the hash of them all.
    void verify(Meter meter) throws IOException {
        MessageDigest digest = digest();
        for (long index = 0; index < blob.frameCount(); index++) {
            FrameReader.StoredFrame frame = frames.stored(index);
            digest.update(frames.content(index, frame));
            meter.add(frame.bytes().length);
        }
        checkHash(digest);
    }

    /// Writes the frames to `target` as they are stored and examines each. When the source is
    /// `doubtful`, the hash of them all is examined, too, and a frame that the disk cannot supply
    /// is a damaged one.
    BlobRecord writeTo(FrameWriter target, boolean doubtful, Meter meter) throws IOException {
        MessageDigest digest = digest();
        for (long index = 0; index < blob.frameCount(); index++) {
            FrameReader.StoredFrame frame = doubtful ? readable(index) : frames.stored(index);
            if (doubtful) {
                digest.update(frames.content(index, frame));
            }
            target.addStored(
                    frame.bytes(), frame.bytes().length, frame.raw(), blob.frameLength(index));
            meter.add(frame.bytes().length);
        }
        if (doubtful) {
            checkHash(digest);
        }
        return target.finish(blob.id(), blob.layout());
    }

    private FrameReader.StoredFrame readable(long index) {
        try {
            return frames.stored(index);
        } catch (IOException e) {
            String expected = "the frame " + index + " of the blob " + blob.id();
            String found = "bytes that the disk cannot supply";
            throw new CorruptException(
                    source.name() + ": expected " + expected + ", found " + found,
                    source.name(),
                    blob.extents().getFirst().offset(),
                    expected,
                    found,
                    e);
        }
    }

    private MessageDigest digest() {
        MessageDigest digest = Hashes.newSha256();
        digest.update(new ByteWriter().writeString(blob.layout()).toByteArray());
        return digest;
    }

    private void checkHash(MessageDigest digest) {
        BlobId found = BlobId.of(digest.digest());
        if (!found.equals(blob.id())) {
            throw new CorruptException(
                    source.name()
                            + ": expected a blob with the hash "
                            + blob.id()
                            + ", found the hash "
                            + found
                            + "; restore the file, or salvage what is sound",
                    source.name(),
                    blob.extents().getFirst().offset(),
                    "a blob with the hash " + blob.id(),
                    "the hash " + found);
        }
    }
}
