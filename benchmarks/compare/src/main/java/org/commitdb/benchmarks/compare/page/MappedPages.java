package org.commitdb.benchmarks.compare.page;

/// Leaves of one file, one of them in view.
///
/// **Shape**: see [org.commitdb.file.page.PageLayout]. **Threads**: one.
public interface MappedPages extends AutoCloseable {

    /// Views the page with this number.
    void moveTo(int number);

    /// How many entries the page has.
    int count();

    /// The slot that holds `key`, or `-(i + 1)` where `i` is the slot of the least greater key,
    /// `count()` if there is none.
    int search(byte[] key);

    /// The key in a slot.
    byte[] key(int slot);

    /// The value in a slot.
    byte[] value(int slot);

    @Override
    void close();
}
