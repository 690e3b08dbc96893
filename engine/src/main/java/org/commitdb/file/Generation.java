package org.commitdb.file;

import org.commitdb.file.btree.TreeReader;
import org.commitdb.file.page.VerifiedPages;

/// The trees of one checkpoint, ready to be read.
///
/// **Threads**: immutable. The pages are reused two checkpoints later, see [Readers].
final class Generation {

    private final VerifiedPages pages;
    private final long checkpointSeq;
    private final long lastOrdinal;
    private final IndexRoots roots;
    private final TreeReader[] readers;

    /// The trees at `roots`, which know the commits up to `lastOrdinal`.
    Generation(VerifiedPages pages, long checkpointSeq, long lastOrdinal, IndexRoots roots) {
        this.pages = pages;
        this.checkpointSeq = checkpointSeq;
        this.lastOrdinal = lastOrdinal;
        this.roots = roots;
        IndexTree[] trees = IndexTree.values();
        readers = new TreeReader[trees.length];
        for (IndexTree tree : trees) {
            readers[tree.ordinal()] = new TreeReader(pages, roots.of(tree));
        }
    }

    /// The number of the checkpoint.
    long checkpointSeq() {
        return checkpointSeq;
    }

    /// The newest commit that the trees know.
    long lastOrdinal() {
        return lastOrdinal;
    }

    /// The pages that the trees lie in.
    VerifiedPages pages() {
        return pages;
    }

    /// The roots of the trees.
    IndexRoots roots() {
        return roots;
    }

    /// A reader of one tree.
    TreeReader reader(IndexTree tree) {
        return readers[tree.ordinal()];
    }
}
