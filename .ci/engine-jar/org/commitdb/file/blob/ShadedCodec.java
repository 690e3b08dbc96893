package org.commitdb.file.blob;

/// Takes a frame through the LZ4 codec that is shaded into the engine's jar.
final class ShadedCodec {
    private ShadedCodec() {}

    public static void main(String[] arguments) {
        byte[] block = new Lz4Frames().compress(new byte[1000]);
        System.out.println(new Lz4Frames().decompress(block, 1000).orElseThrow().length + " bytes came back from " + block.length);
    }
}
