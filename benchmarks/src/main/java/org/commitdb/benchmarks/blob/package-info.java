/// What blobs cost.
@NullMarked
package org.commitdb.benchmarks.blob;

import org.jspecify.annotations.NullMarked;
