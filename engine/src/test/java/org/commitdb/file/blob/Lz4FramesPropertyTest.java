package org.commitdb.file.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class Lz4FramesPropertyTest {
    private final Lz4Frames frames = new Lz4Frames();

    @Property
    void contentSurvives(@ForAll @Size(max = 4096) byte[] content) {
        assertArrayEquals(
                content, frames.decompress(frames.compress(content), content.length).orElseThrow());
    }

    @Property
    void anyBytesDecodeToTheExpectedLengthOrNothing(
            @ForAll @Size(max = 300) byte[] bytes, @ForAll @IntRange(max = 1000) int contentBytes) {
        frames.decompress(bytes, contentBytes)
                .ifPresent(content -> assertEquals(contentBytes, content.length));
    }
}
