package org.commitdb.file;

import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeMerge;
import org.commitdb.file.btree.TreeRoot;

/// Makes the trees of a new checkpoint out of older ones and a tail.
///
/// **Threads**: one. **Cost**: O(entries of the tail + pages that they fall into).
final class IndexMerge {

    private IndexMerge() {}

    /// The trees that know what `older` knows and what `tail` holds, whose newest commit is
    /// `lastOrdinal`.
    static Generation apply(
            Volume volume,
            Generation older,
            Tail tail,
            long lastOrdinal,
            PageSpace pages,
            long checkpointSeq) {
        TreeMerge merge = new TreeMerge(volume.pages(), pages, checkpointSeq);
        IndexTree[] trees = IndexTree.values();
        TreeRoot[] roots = new TreeRoot[trees.length];
        for (IndexTree tree : trees) {
            roots[tree.ordinal()] = merge.apply(older.roots().of(tree), changes(tree, tail, older));
        }
        return new Generation(volume.pages(), checkpointSeq, lastOrdinal, IndexRoots.of(roots));
    }

    private static TreeChanges changes(IndexTree tree, Tail tail, Generation older) {
        return switch (tree) {
            case COMMITS -> CommitIndex.changes(tail);
            case ORDER -> OrderIndex.changes(tail, older);
            case RUNS -> RunIndex.changes(tail);
            case CHILDREN -> ChildIndex.changes(tail);
            case HEADS -> HeadIndex.changes(tail);
            case ROOTS -> RootIndex.changes(tail);
            case TOGGLES -> ToggleIndex.changes(tail);
            case TOUCHES -> TouchIndex.changes(tail);
            case BLOBS -> BlobIndex.changes(tail);
            case DEFINITIONS -> DefinitionIndex.changes(tail, older.roots().of(tree));
            case EXTENTS -> ExtentIndex.changes(tail);
            case FRAMES -> FrameIndex.changes(tail, older);
            case DELETED -> DeletedIndex.changes(tail);
        };
    }
}
