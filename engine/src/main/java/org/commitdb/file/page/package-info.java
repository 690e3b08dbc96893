/// Tree pages: one page is one node of a tree, written whole, never edited in place.
///
/// Entry types: [org.commitdb.file.page.PageWriter] lays a page out,
/// [org.commitdb.file.page.VerifiedPages] hands out pages that are fit to be read through a
/// [org.commitdb.file.page.PageReader].
///
/// Invariants: no byte of a page is used before the whole page passed the checksum that its parent
/// holds and every count, length and offset in it was checked; checksums are computed over heap
/// copies, never over mapped memory; a page is read through one kind of segment on every path, so
/// that the accessors stay monomorphic. Pages come from a [org.commitdb.file.page.PageSource] and
/// go to a [org.commitdb.file.page.PageSink], so nothing here knows files. Allowed imports: the
/// JDK, `error` and `bytes`.
package org.commitdb.file.page;
