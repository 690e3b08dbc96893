package org.commitdb.file;

/// How many definition records are visible, whoever appended them: counted again only when the log
/// has grown.
///
/// **Threads**: any. **Cost**: O(1) as long as nothing is appended.
final class DefinitionCount {

    private volatile Counted last = new Counted(-1, 0);

    private record Counted(long seq, long count) {}

    long of(Readers readers) {
        Counted known = last;
        if (known.seq == readers.published().lastSeq()) {
            return known.count;
        }
        Counted counted =
                readers.read(snapshot ->
                        new Counted(
                                snapshot.lastSeq(), DefinitionIndex.offsetsOf(snapshot).length));
        last = counted;
        return counted.count;
    }
}
