/// The reader of mapped tree pages three times: on the engine's memory segments, on byte buffers,
/// and on Chronicle Bytes, which needs the flags in `jvm-flags`.
///
/// Entry type: [org.commitdb.benchmarks.compare.page.MappedPages]; the contract test holds for all
/// of them, and one JMH run compares them.
@NullMarked
package org.commitdb.benchmarks.compare.page;

import org.jspecify.annotations.NullMarked;
