package org.commitdb.file;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.error.CorruptException;
import org.commitdb.file.btree.TreeCheck;
import org.commitdb.file.btree.TreeFinding;
import org.commitdb.file.btree.TreeRoot;
import org.commitdb.file.btree.TreeWalker;
import org.commitdb.file.page.PageSet;
import org.commitdb.file.page.VerifiedPages;
import org.commitdb.store.Finding.Severity;
import org.jspecify.annotations.Nullable;

/// Examines the trees of a checkpoint by themselves: every page, that no page belongs to two trees,
/// and that each lies in an extent for tree pages.
///
/// **Threads**: one. **Cost**: reads each page once, branches twice.
final class TreeAudit {

    private static final int FINDINGS_PER_TREE = 50;

    private final VerifiedPages pages;
    private final Findings findings;

    TreeAudit(VerifiedPages pages, Findings findings) {
        this.pages = pages;
        this.findings = findings;
    }

    /// Examines the newest trees of `trees`, or the older ones at the same checkpoint, called
    /// `name`.
    ///
    /// @param extents where tree pages may lie, null when that is not known
    void check(Trees trees, String name, @Nullable List<ExtentIndex.Extent> extents) {
        for (IndexTree tree : IndexTree.values()) {
            String place = "the index " + tree + " of " + name;
            try {
                List<TreeFinding> wrong =
                        trees.read(generation ->
                                TreeCheck.check(
                                        pages, generation.roots().of(tree), FINDINGS_PER_TREE));
                for (TreeFinding finding : wrong) {
                    findings.add(
                            Severity.INDEX,
                            place,
                            finding.offset(),
                            finding.expected(),
                            finding.found());
                }
            } catch (RuntimeException | InternalError e) {
                findings.add(Severity.INDEX, place, -1, e);
            }
        }
        try {
            List<CorruptException> wrong =
                    trees.read(generation -> misplaced(generation.roots(), extents));
            wrong.forEach(e -> findings.add(Severity.INDEX, "the pages of " + name, -1, e));
        } catch (CorruptException e) {
            // A page that cannot be read was found above.
            return;
        } catch (InternalError e) {
            findings.add(Severity.INDEX, "the pages of " + name, -1, e);
        }
    }

    private List<CorruptException> misplaced(
            IndexRoots roots, @Nullable List<ExtentIndex.Extent> extents) {
        PageSet allowed = new PageSet();
        for (ExtentIndex.Extent extent :
                extents == null ? List.<ExtentIndex.Extent>of() : extents) {
            long end = (extent.offset() + extent.length()) / pages.pageSize();
            for (long page = extent.offset() / pages.pageSize(); page < end; page++) {
                allowed.add((int) page);
            }
        }
        List<CorruptException> wrong = new ArrayList<>();
        PageSet all = new PageSet();
        for (IndexTree tree : IndexTree.values()) {
            TreeRoot root = roots.of(tree);
            TreeWalker.pagesOf(pages, root)
                    .forEach(page -> {
                        if (wrong.size() >= FINDINGS_PER_TREE) {
                            return;
                        }
                        if (extents != null && !allowed.contains(page)) {
                            wrong.add(
                                    pages.corrupt(
                                            page, 0, "an extent for tree pages", "another place"));
                        }
                        if (!all.add(page)) {
                            String found = "one that " + tree + " has, too";
                            wrong.add(pages.corrupt(page, 0, "a page of one tree", found));
                        }
                    });
        }
        return wrong;
    }
}
