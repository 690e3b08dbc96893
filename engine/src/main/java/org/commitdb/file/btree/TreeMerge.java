package org.commitdb.file.btree;

import org.commitdb.file.page.PageReader;
import org.commitdb.file.page.PageSink;
import org.commitdb.file.page.VerifiedPages;
import org.jspecify.annotations.Nullable;

/// Makes a new tree out of an old one and sorted changes, without changing the old one.
///
/// The leaves that changes fall into are merged with them and rebuilt, and so are the branches
/// above; every other subtree is shared by both trees. Pages that the new tree does not share are
/// released. Rebuilt pages are filled to seven eighths; entries that are appended behind the last
/// key fill their pages completely. Building a tree from nothing is the same.
///
/// **Threads**: one. When a call fails, pages that it allocated and released are in doubt: the
/// checkpoint has to be given up. **Errors**: [IllegalArgumentException] when changes are not
/// strictly ascending, or a key or value is too long; [org.commitdb.error.CorruptException] when a
/// page of the old tree contradicts its checksum or the format. **Cost**: O(changes + pages that
/// are touched), each page read and written once.
public final class TreeMerge {

    private final VerifiedPages pages;
    private final PageSink sink;
    private final long checkpointSeq;

    /// Merges for the checkpoint `checkpointSeq`, which puts its pages into `sink`.
    public TreeMerge(VerifiedPages pages, PageSink sink, long checkpointSeq) {
        this.pages = pages;
        this.sink = sink;
        this.checkpointSeq = checkpointSeq;
    }

    /// The tree that `old` becomes by `changes`. Deleting a key that is not there changes nothing.
    public TreeRoot apply(TreeRoot old, TreeChanges changes) {
        Pass pass = new Pass(old, new ChangeFeed(changes, pages.pageSize()));
        return pass.feed.hasChange() ? pass.run() : old;
    }

    /// One merge.
    private final class Pass {

        private final TreeRoot old;
        private final ChangeFeed feed;
        private final TreeBuilder builder;
        private long entries;

        Pass(TreeRoot old, ChangeFeed feed) {
            this.old = old;
            this.feed = feed;
            this.builder = new TreeBuilder(pages, sink, old.treeId(), checkpointSeq);
            this.entries = old.entries();
        }

        TreeRoot run() {
            if (old.isEmpty()) {
                while (feed.hasChange()) {
                    put();
                }
            } else {
                TreePointer root = new TreePointer(new byte[0], old.page(), old.crc());
                merge(old.level(), root, null);
            }
            return builder.finish(entries);
        }

        /// Adds what becomes of a subtree into which a change falls. Its keys are less than
        /// `upperBound`.
        private void merge(int level, TreePointer pointer, byte @Nullable [] upperBound) {
            PageReader page = builder.open(level, pointer);
            int last = page.count() - 1;
            if (upperBound != null && page.compareKey(last, upperBound, upperBound.length) >= 0) {
                throw pages.corrupt(
                        page.number(),
                        0,
                        "keys below " + TreeBuilder.hex(upperBound),
                        TreeBuilder.hex(page.key(last)));
            }
            if (level == 0) {
                builder.leaves().enter(pointer.separator());
                mergeLeaf(page, upperBound);
                return;
            }
            for (int i = 0; i <= page.count(); i++) {
                TreePointer child = TreeBuilder.child(page, pointer, i);
                byte[] childBound = i < page.count() ? page.key(i) : upperBound;
                if (feed.hasChangeBelow(childBound)) {
                    merge(level - 1, child, childBound);
                } else {
                    builder.keep(level - 1, child);
                }
            }
        }

        private void mergeLeaf(PageReader page, byte @Nullable [] upperBound) {
            int slot = 0;
            while (feed.hasChangeBelow(upperBound)) {
                byte[] key = feed.key();
                while (slot < page.count() && page.compareKey(slot, key, key.length) < 0) {
                    builder.leaves().addEntry(page, slot++);
                }
                if (slot == page.count()) {
                    if (upperBound == null && feed.value() != null) {
                        builder.leaves().beginAppending();
                    }
                } else if (page.compareKey(slot, key, key.length) == 0) {
                    slot++;
                    entries--;
                }
                put();
            }
            while (slot < page.count()) {
                builder.leaves().addEntry(page, slot++);
            }
        }

        /// Adds the entry of the current change, if it is not a deletion, and goes to the next
        /// change.
        private void put() {
            byte @Nullable [] value = feed.value();
            if (value != null) {
                builder.leaves().addEntry(feed.key(), value);
                entries++;
            }
            feed.advance();
        }
    }
}
