package org.commitdb.file.btree;

import org.commitdb.file.page.PageReader;
import org.commitdb.file.page.VerifiedPages;
import org.jspecify.annotations.Nullable;

/// Looks keys up in one tree.
///
/// **Threads**: any; the cursors it makes belong to one thread each. The pages of the tree must not
/// be reused as long as the reader or one of its cursors is used. **Errors**:
/// [org.commitdb.error.CorruptException] when a page that is touched contradicts its checksum or
/// the format. **Cost**: O(height) pages for each lookup, none of them copied once it is verified.
public final class TreeReader {

    private final VerifiedPages pages;
    private final TreeRoot root;

    /// A reader of the tree at `root`.
    public TreeReader(VerifiedPages pages, TreeRoot root) {
        this.pages = pages;
        this.root = root;
    }

    /// The value of `key`, null if the tree does not have the key.
    public byte @Nullable [] get(byte[] key) {
        if (root.isEmpty()) {
            return null;
        }
        PageReader page = new PageReader();
        int number = root.page();
        int crc = root.crc();
        for (int level = root.level(); level > 0; level--) {
            pages.load(page, number, crc, level, root.treeId());
            int child = page.searchChild(key);
            number = page.childNumber(child);
            crc = page.childCrc(child);
        }
        pages.load(page, number, crc, 0, root.treeId());
        int slot = page.search(key);
        return slot < 0 ? null : page.value(slot);
    }

    /// A cursor over the whole tree, not yet at an entry. It can be used for any number of lookups
    /// and scans.
    public TreeCursor cursor() {
        return cursor(KeyRange.all());
    }

    /// A cursor that sees only the entries whose keys lie in `range`, not yet at an entry.
    public TreeCursor cursor(KeyRange range) {
        return new TreeCursor(pages, root, range);
    }
}
