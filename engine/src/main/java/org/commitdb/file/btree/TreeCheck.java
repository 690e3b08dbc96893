package org.commitdb.file.btree;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.error.CorruptException;
import org.commitdb.file.page.PageReader;
import org.commitdb.file.page.PageSet;
import org.commitdb.file.page.VerifiedPages;
import org.jspecify.annotations.Nullable;

/// Examines all of a tree and reports what is wrong instead of stopping.
///
/// Checked: the checksum of every page, even if it was verified before; its structure; levels; that
/// the keys below a pointer lie between the separators around it; that no page has two parents or
/// is younger than its parent; the number of entries.
///
/// **Threads**: one. **Cost**: O(tree); each page is read at most once, whatever the pointers say.
public final class TreeCheck {

    private final VerifiedPages pages;
    private final TreeRoot root;
    private final int maxFindings;
    private final List<TreeFinding> findings = new ArrayList<>();
    private final PageSet reached = new PageSet();
    private long entries;

    private TreeCheck(VerifiedPages pages, TreeRoot root, int maxFindings) {
        this.pages = pages;
        this.root = root;
        this.maxFindings = maxFindings;
    }

    /// What is wrong with the tree at `root`: nothing if the list is empty, at most `maxFindings`
    /// things.
    public static List<TreeFinding> check(VerifiedPages pages, TreeRoot root, int maxFindings) {
        TreeCheck check = new TreeCheck(pages, root, maxFindings);
        if (!root.isEmpty()) {
            check.checkTree();
        }
        return List.copyOf(check.findings);
    }

    private void checkTree() {
        TreePointer pointer = new TreePointer(new byte[0], root.page(), root.crc());
        reached.add(root.page());
        checkPage(root.level(), pointer, null, Long.MAX_VALUE);
        if (findings.isEmpty() && entries != root.entries()) {
            add(root.page(), root.entries() + " entries", entries + " entries");
        }
    }

    /// The recursion is as deep as the tree is high.
    private void checkPage(
            int level, TreePointer pointer, byte @Nullable [] upperBound, long youngest) {
        PageReader page = new PageReader();
        try {
            pages.reload(page, pointer.number(), pointer.crc(), level, root.treeId());
        } catch (CorruptException e) {
            add(TreeFinding.of(e));
            return;
        }
        checkBounds(page, pointer.separator(), upperBound);
        if (page.birthSeq() > youngest) {
            add(page.number(), "a birth not after " + youngest, "birth at " + page.birthSeq());
        }
        if (level == 0) {
            entries += page.count();
            return;
        }
        for (int i = 0; i <= page.count() && findings.size() < maxFindings; i++) {
            TreePointer child = TreeBuilder.child(page, pointer, i);
            byte[] childBound = i < page.count() ? page.key(i) : upperBound;
            if (reached.add(child.number())) {
                checkPage(level - 1, child, childBound, page.birthSeq());
            } else {
                String found = Integer.toUnsignedString(child.number()) + " once more";
                add(page.number(), "a child with one parent", found);
            }
        }
    }

    private void checkBounds(PageReader page, byte[] lowerBound, byte @Nullable [] upperBound) {
        int order = page.compareKey(0, lowerBound, lowerBound.length);
        if (page.level() == 0 ? order < 0 : order <= 0) {
            String expected = "keys from " + TreeBuilder.hex(lowerBound) + " on";
            add(page.number(), expected, TreeBuilder.hex(page.key(0)));
        }
        int last = page.count() - 1;
        if (upperBound != null && page.compareKey(last, upperBound, upperBound.length) >= 0) {
            String expected = "keys below " + TreeBuilder.hex(upperBound);
            add(page.number(), expected, TreeBuilder.hex(page.key(last)));
        }
    }

    private void add(int number, String expected, String found) {
        add(TreeFinding.of(pages.corrupt(number, 0, expected, found)));
    }

    private void add(TreeFinding finding) {
        if (findings.size() < maxFindings) {
            findings.add(finding);
        }
    }
}
