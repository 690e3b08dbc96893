package org.commitdb.file.btree;

import org.commitdb.file.page.PageReader;
import org.commitdb.file.page.PageSet;
import org.commitdb.file.page.VerifiedPages;

/// Lists the pages of a tree.
///
/// **Threads**: one. **Errors**: [org.commitdb.error.CorruptException] when a branch contradicts
/// its checksum or the format, or when two pointers lead to one page. **Cost**: O(pages) time; only
/// branches are read, because the branches of level 1 list the leaves.
public final class TreeWalker {

    private final VerifiedPages pages;
    private final TreeRoot root;
    private final PageSet reached = new PageSet();

    private TreeWalker(VerifiedPages pages, TreeRoot root) {
        this.pages = pages;
        this.root = root;
    }

    /// The numbers of all pages of the tree at `root`.
    public static PageSet pagesOf(VerifiedPages pages, TreeRoot root) {
        TreeWalker walker = new TreeWalker(pages, root);
        if (!root.isEmpty()) {
            walker.reached.add(root.page());
            walker.walk(root.level(), root.page(), root.crc());
        }
        return walker.reached;
    }

    /// The recursion is as deep as the tree is high, and no page is walked twice.
    private void walk(int level, int number, int crc) {
        if (level == 0) {
            return;
        }
        PageReader page = new PageReader();
        pages.load(page, number, crc, level, root.treeId());
        for (int child = 0; child <= page.count(); child++) {
            int childNumber = page.childNumber(child);
            if (!reached.add(childNumber)) {
                throw pages.corrupt(
                        number,
                        0,
                        "a page that is the child of one page",
                        "page " + Integer.toUnsignedString(childNumber) + " once more");
            }
            walk(level - 1, childNumber, page.childCrc(child));
        }
    }
}
